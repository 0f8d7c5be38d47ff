import { readFileSync } from "node:fs";
import { isCmbError } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSheet } from "./read-sheet.js";

// openpyxl 3.1.5 wrote the workbook: fixtures/datasets/make_datasets.py.
const bytes = new Uint8Array(readFileSync(new URL("../../../../fixtures/datasets/centres.xlsx", import.meta.url)));

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return isCmbError(error) ? error.code : String(error);
};

describe("readSheet", () => {
  it("gives the cells of the first sheet as openpyxl wrote them", async () => {
    const rows = await readSheet(bytes);
    expect(rows[0]?.slice(0, 4)).toEqual(["file", "x1", "y1", "z1"]);
    expect(rows[1]?.slice(0, 10)).toEqual(["11_T0.nii.gz", 10, 20, 30, 11, 20, 30, 40, 41, 42]);
    expect(rows[2]).toEqual(["12_T1", 7, 8, 9, 7, 8, 9, null, null, null, 1, 2, 3]);
    expect(rows[3]?.slice(0, 4)).toEqual(["13_T0.nii", 1.5, 2, 3]);
    expect(rows[5]?.slice(0, 5)).toEqual(["14_T2", "7", "8", "9", "n/a"]);
    expect(rows[7]?.slice(0, 4)).toEqual(["15_T0", "2020-01-02T00:00:00.000Z", true, 3]);
  });

  it("refuses bytes that are no workbook", async () => {
    expect(await codeOf(readSheet(new Uint8Array(100)))).toBe("CORRUPT_DATA");
    expect(await codeOf(readSheet(bytes.subarray(0, 2000)))).toBe("CORRUPT_DATA");
  });

  it("ends with a typed error whatever byte is wrong", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }), async (at, byte) => {
        const broken = bytes.slice();
        broken[at] = byte;
        expect(["undefined", "CORRUPT_DATA", "TOO_LARGE"]).toContain(await codeOf(readSheet(broken)));
      }),
    );
  });

  it("refuses one that would inflate beyond the cap", async () => {
    expect(await codeOf(readSheet(bytes, { maxBytes: 1000 }))).toBe("TOO_LARGE");
  });
});
