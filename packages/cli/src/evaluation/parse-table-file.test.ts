import { isCmbError } from "@cmb/core";
import { expect, it } from "vitest";
import { parseTableFile } from "./parse-table-file.js";

it("parseTableFile names the file and the line of what it refuses, as bad data", () => {
  expect(parseTableFile("t.csv", "id,age\na,61\n").rows).toEqual([{ id: "a", age: "61" }]);
  try {
    parseTableFile("t.csv", "id,age\na,61,5\n");
    expect.unreachable();
  } catch (error) {
    expect(isCmbError(error, "INVALID_CASE") && error.message).toMatch(/^t\.csv, line 2 has 3 cells for 2 columns/);
  }
});
