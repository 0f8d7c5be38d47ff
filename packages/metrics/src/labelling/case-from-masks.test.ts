import { affineFromSpacing, isCmbError } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { paintBoxes } from "../testdata/boxes.js";
import { caseFromInstances, caseFromMasks } from "./case-from-masks.js";

const rule = { foreground: { threshold: 0, includes: "above" }, connectivity: 26 } as const;
const options = { reference: rule, prediction: rule } as const;
const shape = [10, 10, 10] as const;
const reference = paintBoxes(shape, [1, 1, 2], [[1, 1, 1, 3, 3, 3]]);
const prediction = paintBoxes(
  shape,
  [1, 1, 2],
  [
    [2, 1, 1, 5, 3, 3],
    [8, 8, 8, 9, 9, 9],
  ],
);

describe("caseFromMasks", () => {
  it("lists shared voxels of each pair once", () => {
    const made = caseFromMasks("a", { reference, prediction }, options);
    expect(made.overlap).toEqual([[0, 0, 4]]);
    expect(made.spacingMm).toEqual([1, 1, 2]);
    expect(made.voxelSums).toEqual({
      softReference: 8,
      softPrediction: 13,
      softProduct: 4,
      both: 4,
      referenceOnly: 4,
      predictionOnly: 9,
      grid: 1000,
    });
  });
  it("keeps the values of a soft reference beside the shared voxels", () => {
    const soft = { ...reference, data: reference.data.map((value) => value / 2) };
    const made = caseFromMasks("a", { reference: soft, prediction }, options);
    expect(made.overlap).toEqual([[0, 0, 4, 2]]);
    expect([made.voxelSums?.softReference, made.voxelSums?.both]).toEqual([4, 4]);
    expect(made.reference[0]?.weight).toBe(0.5);
  });
  it("says which centre lies in which lesion", () => {
    const wide = paintBoxes(shape, [1, 1, 2], [[0, 0, 0, 9, 9, 9]]);
    const made = caseFromMasks("a", { reference, prediction: wide }, options);
    expect(made.referenceCentreHits).toEqual([[0, 0]]);
    expect(made.predictionCentreHits).toEqual([]);
  });
  it("measures the overlap with dilated references where asked", () => {
    const made = caseFromMasks("a", { reference, prediction }, { ...options, dilateReferenceMm: 1 });
    expect(made.dilatedOverlap).toEqual({ radiusMm: 1, overlap: [[0, 0, 8]] });
  });
  it("refuses grids of another size and affines that differ, and says so", () => {
    const small = paintBoxes([4, 4, 4], [1, 1, 2], []);
    const moved = { ...prediction, affine: affineFromSpacing([1, 1, 2], [0, 0, 5]) };
    const codeOf = (other: typeof prediction): string => {
      try {
        caseFromMasks("a", { reference, prediction: other }, options);
        return "none";
      } catch (error) {
        return isCmbError(error) ? `${error.code} ${error.message}` : "other";
      }
    };
    expect(codeOf(small)).toContain("SHAPE_MISMATCH");
    expect(codeOf(moved)).toContain("co-registered");
  });
});

describe("caseFromInstances", () => {
  it("makes one lesion of each label", () => {
    const touching = paintBoxes(
      shape,
      [1, 1, 2],
      [
        [1, 1, 1, 3, 3, 3, 5],
        [3, 1, 1, 4, 3, 3, 2],
      ],
    );
    const made = caseFromInstances("a", { reference: touching, prediction });
    expect(made.reference.map(({ sizeVoxels }) => sizeVoxels)).toEqual([8, 4]);
    expect(made.overlap).toEqual([
      [0, 0, 4],
      [1, 0, 4],
    ]);
  });
});
