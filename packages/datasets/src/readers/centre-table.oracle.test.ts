import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createMemoryFolder } from "../create-memory-folder.js";
import { writeSheet } from "../generate/write-sheet.js";
import { failureOf } from "../testdata/read-all.js";
import { readCentreTable } from "./centre-table.js";

// openpyxl 3.1.5 wrote the workbook: fixtures/datasets/make_datasets.py.
const bytes = new Uint8Array(readFileSync(new URL("../../../../fixtures/datasets/centres.xlsx", import.meta.url)));
const read = (content: Uint8Array) =>
  readCentreTable(createMemoryFolder(new Map([["t.xlsx", content]])), "t.xlsx", "momeni");

describe("readCentreTable", () => {
  it("counts from 0 what the table counts from 1, and takes numbers that are stored as text", async () => {
    const table = await read(bytes);
    expect(table.get("11_T0")?.centres).toEqual([
      [9, 19, 29],
      [10, 19, 29],
      [39, 40, 41],
    ]);
    expect(table.get("14_T2")?.centres).toEqual([[6, 7, 8]]);
  });

  it("ends a row at the first triple without a number", async () => {
    expect((await read(bytes)).get("12_T1")?.centres).toEqual([
      [6, 7, 8],
      [6, 7, 8],
    ]);
  });

  it("skips a triple that is not whole, and says so", async () => {
    const row = (await read(bytes)).get("13_T0");
    expect(row).toMatchObject({ centres: [[3, 4, 5]], warnings: [{ code: "CELLS_SKIPPED" }] });
  });

  it("takes the first of two rows, and says so", async () => {
    expect((await read(bytes)).get("11_T0")?.warnings).toMatchObject([{ code: "DUPLICATE_ROW" }]);
  });

  it("passes over rows without a name or without a number", async () => {
    expect([...(await read(bytes)).keys()]).toEqual(["11_T0", "12_T1", "13_T0", "14_T2", "15_T0"]);
  });

  it("refuses a table without any centre", async () => {
    expect(await failureOf(() => read(writeSheet([["file", "x"]])))).toMatch(/INVALID_DATASET: .*holds no centre/);
  });
});
