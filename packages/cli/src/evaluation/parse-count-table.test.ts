import { isCmbError } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { parseCountTable } from "./parse-count-table.js";

describe("parseCountTable", () => {
  it("takes the first column for the scans, whatever it is called, and each other for a reader", () => {
    const counts = [
      [0, 1],
      [2, 3],
    ];
    expect(parseCountTable("t", "scan\tann\tbob\nx\t0\t1\ny\t2\t3\n")).toEqual({ readers: ["ann", "bob"], counts });
    expect(parseCountTable("t", "nr,ann,bob\n1,0,1\n2,2,3\n")).toEqual({ readers: ["ann", "bob"], counts });
  });
  it.each([
    ["scan,ann,bob\nx,0,1\ny,2,1.5\n", 't, y: bob is "1.5"', "bob"],
    ["scan,ann,bob\nx,0,1\ny,2,\n", 'bob is ""', "bob"],
    ["scan,ann\nx,0\ny,2\n", "2 scans and 1 readers", "columns"],
    ["scan,ann,bob\nx,0,1\n", "1 scans and 2 readers", "columns"],
    ["ann,bob\n0,1\n2,3\n", "2 scans and 1 readers", "columns"],
    ["scan,ann,ann\nx,0,1\ny,2,3\n", "line 1 names the column ann twice", "line 1"],
    ["scan,ann,bob\nx,0,1\nx,2,3\n", "two rows for x", "scan"],
    ["scan,ann,bob\n,0,1\nx,2,3\n", "a row without a scan", "scan"],
    ["scan,ann,\nx,0,1\ny,2,3\n", "a column without a name", "columns"],
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
