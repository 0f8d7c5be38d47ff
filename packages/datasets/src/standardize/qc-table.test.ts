import { describe, expect, it } from "vitest";
import { formatQcTable, type QcRow, tsv } from "./qc-table.js";

const row: QcRow = {
  series: "DOU-01-CMB-2",
  id: "01",
  patient: "01",
  status: "completed",
  sequence: "SWI",
  shapeBefore: "2x2x2",
  shapeAfter: "4x4x4",
  spacingBeforeMm: "1x1x1",
  spacingAfterMm: "0.5x0.5x0.5",
  orientationBefore: "RAS",
  lesionsBefore: 2,
  lesionsAfter: 0,
  volumeMm3: 0,
  medianRadiusMm: null,
  brainMl: 1.5,
  warnings: "",
  seconds: 0.25,
  message: "a\tb\nc",
};

describe("formatQcTable", () => {
  it("has a header, n/a for what is not known, 0 for none, and no tab within a cell", () => {
    const [header, cells, ...others] = formatQcTable([row]).split("\n");
    expect(others).toEqual([""]);
    const columns = header?.split("\t") ?? [];
    const values = new Map(cells?.split("\t").map((cell, n) => [columns[n], cell]));
    expect(values.get("lesions_after")).toBe("0");
    expect(values.get("median_radius_mm")).toBe("n/a");
    expect(values.get("warnings")).toBe("n/a");
    expect(values.get("message")).toBe("a b c");
    expect(values.size).toBe(Object.keys(row).length);
  });
});

describe("tsv", () => {
  it("ends each row with a line break", () => {
    expect(
      tsv([
        ["a", 1],
        [null, ""],
      ]),
    ).toBe("a\t1\nn/a\tn/a\n");
  });
});
