import { describe, expect, it } from "vitest";
import { parseTable } from "./parse-table.js";

describe("parseTable", () => {
  it("reads commas and tabs, by the header", () => {
    const wanted = { columns: ["id", "age"], rows: [{ id: "a", age: "61" }] };
    expect(parseTable("id,age\na,61\n")).toEqual(wanted);
    expect(parseTable("id\tage\r\na\t61\r\n")).toEqual(wanted);
    expect(parseTable("id\tplace\na\tOslo, Norway")).toEqual({
      columns: ["id", "place"],
      rows: [{ id: "a", place: "Oslo, Norway" }],
    });
  });
  it("keeps the delimiter and doubled quotes of a quoted cell", () => {
    expect(parseTable('id,note\na,"one, ""two"""\n').rows).toEqual([{ id: "a", note: 'one, "two"' }]);
  });
  it("passes a byte order mark and empty lines over, and gives a short row empty cells", () => {
    expect(parseTable("\uFEFFid,age\n\na\n")).toEqual({ columns: ["id", "age"], rows: [{ id: "a", age: "" }] });
  });
});
