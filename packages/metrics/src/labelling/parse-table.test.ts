import { isCmbError } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { parseTable } from "./parse-table.js";

describe("parseTable", () => {
  it("reads commas and tabs, by the header", () => {
    const wanted = { columns: ["id", "age"], rows: [{ id: "a", age: "61" }], lines: [2] };
    expect(parseTable("id,age\na,61\n")).toEqual(wanted);
    expect(parseTable("id\tage\r\na\t61\r\n")).toEqual(wanted);
    expect(parseTable("id\tplace\na\tOslo, Norway").rows).toEqual([{ id: "a", place: "Oslo, Norway" }]);
  });
  it("keeps the delimiter and doubled quotes of a quoted cell", () => {
    expect(parseTable('id,note\na,"one, ""two"""\n').rows).toEqual([{ id: "a", note: 'one, "two"' }]);
  });
  it("passes a byte order mark and empty lines over, and gives a short row empty cells", () => {
    expect(parseTable("\uFEFFid,age\n\na\n,\n")).toEqual({
      columns: ["id", "age"],
      rows: [{ id: "a", age: "" }],
      lines: [3],
    });
  });
  it.each([
    ["a column named twice", "id,ann,ann\na,1,2\n", "line 1", "names the column ann twice"],
    ["a decimal comma", "id,x\na,1\n\nb,-10,5\n", "line 4", "has 3 cells for 2 columns; write decimals with a point"],
    ["a row that is shifted by an empty cell", "id,x\na,1,\n", "line 2", "has 3 cells for 2 columns"],
    ["an open quote", 'id,note\na,"one\nb,two"\n', "line 2", "opens a quote that it does not close"],
    ["semicolons", "id;x;y\na;1,5;2\n", "line 1", "has semicolons between the columns"],
  ])("refuses %s and names the line", (_, text, name, message) => {
    try {
      parseTable(text);
      expect.unreachable();
    } catch (error) {
      expect(isCmbError(error, "INVALID_ARGUMENT") && [error.details.name, error.message]).toEqual([
        name,
        expect.stringContaining(`${name} ${message}`),
      ]);
    }
  });
});
