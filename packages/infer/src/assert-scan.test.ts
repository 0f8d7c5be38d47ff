import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { assertScan } from "./assert-scan.js";

const IDENTITY = affineFromSpacing([1, 1, 1]);
const data = new Int16Array(24);
const scan = { data, shape: [2, 3, 4], affine: IDENTITY };

describe("assertScan", () => {
  it("takes a volume of any voxel type, with its affine as any list", () => {
    expect(() => assertScan(scan)).not.toThrow();
    expect(() => assertScan({ ...scan, affine: Float64Array.from(IDENTITY) })).not.toThrow();
  });

  it.each([
    [undefined, "INVALID_ARGUMENT", "detect: volume is of the type undefined; a volume is needed"],
    [null, "INVALID_ARGUMENT", "detect: volume is null"],
    [{ ...scan, data: [...data] }, "INVALID_ARGUMENT", "detect: volume.data is an array; a typed array"],
    [{ ...scan, data: new DataView(data.buffer) }, "INVALID_ARGUMENT", "volume.data"],
    [{ ...scan, data: new BigUint64Array(24) }, "INVALID_ARGUMENT", "volume.data"],
    [{ ...scan, shape: undefined }, "INVALID_ARGUMENT", "volume.shape"],
    [{ ...scan, affine: null }, "INVALID_ARGUMENT", "volume.affine"],
    [{ ...scan, shape: [2, 3, 5] }, "SHAPE_MISMATCH", "needs 30 voxels and the data hold 24"],
    [{ ...scan, affine: IDENTITY.map((value, n) => (n === 0 ? Number.NaN : value)) }, "OUT_OF_RANGE", "affine"],
    [
      { ...scan, affine: affineFromSpacing([0.0005, 0.0005, 0.002]) },
      "OUT_OF_RANGE",
      "0.00050 mm wide; an affine in mill",
    ],
    [{ ...scan, affine: IDENTITY.map((value, n) => (n === 5 ? 0 : value)) }, "SINGULAR_AFFINE", "affine"],
  ])("refuses what is no scan: case %#", (volume, code, text) => {
    expect(() => assertScan(volume)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(text) }));
  });
});
