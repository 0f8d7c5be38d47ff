import { isCmbError } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { parseCountTable } from "./parse-count-table.js";

describe("parseCountTable", () => {
  it("takes one column a reader, with or without a column of names", () => {
    const counts = [
      [0, 1],
      [2, 3],
    ];
    expect(parseCountTable("t", "ann,bob\n0,1\n2,3\n")).toEqual({ readers: ["ann", "bob"], counts });
    expect(parseCountTable("t", "scan\tann\tbob\nx\t0\t1\ny\t2\t3\n")).toEqual({ readers: ["ann", "bob"], counts });
    // Numbered scans are names too where the column says so.
    expect(parseCountTable("t", "id,ann,bob\n1,0,1\n2,2,3\n")).toEqual({ readers: ["ann", "bob"], counts });
  });
  it.each([
    ["scan,ann,bob\nx,0,1\ny,2,1.5\n", 't, y: bob is "1.5"', "bob"],
    ["scan,ann,bob\nx,0,1\ny,2,\n", 'bob is ""', "bob"],
    ["scan,ann\nx,0\ny,2\n", "2 scans and 1 readers", "columns"],
    ["scan,ann,bob\nx,0,1\n", "1 scans and 2 readers", "columns"],
  ])("names what is wrong with %j", (text, message, field) => {
    try {
      parseCountTable("t", text);
      expect.unreachable();
    } catch (error) {
      expect(isCmbError(error, "INVALID_CASE") && [error.message, error.details.field]).toEqual([
        expect.stringContaining(message),
        field,
      ]);
    }
  });
});
