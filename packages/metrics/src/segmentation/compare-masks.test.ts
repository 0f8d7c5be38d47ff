import { arbitraryMask } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { paintBoxes } from "../testdata/boxes.js";
import { compareMasks } from "./compare-masks.js";

const shape = [6, 6, 6] as const;

describe("compareMasks", () => {
  const reference = paintBoxes(shape, [1, 1, 2], [[1, 1, 1, 4, 2, 2]]);
  const prediction = paintBoxes(shape, [1, 1, 2], [[2, 1, 1, 6, 2, 2]]);
  it("counts voxels and volumes of what is shared and what is not", () => {
    expect(compareMasks(reference, prediction)).toMatchObject({
      bothVoxels: 2,
      referenceOnlyVoxels: 1,
      predictionOnlyVoxels: 2,
      bothMm3: 4,
      predictionOnlyMm3: 4,
      dice: 4 / 7,
      iou: 2 / 5,
      volumeDifferenceMm3: 2,
      relativeVolumeDifference: 1 / 3,
      centreDistanceMm: 1.5,
    });
  });
  it("is undefined for two empty masks", () => {
    const empty = paintBoxes(shape, [1, 1, 1], []);
    const { dice, centreDistanceMm, relativeVolumeDifference, volumeDifferenceMm3 } = compareMasks(empty, empty);
    expect([dice, centreDistanceMm, relativeVolumeDifference]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(volumeDifferenceMm3).toBe(0);
  });
  it("measures the centres along an oblique grid in mm", () => {
    const affine = [0, -2, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1] as const;
    const moved = paintBoxes(shape, [1, 1, 1], [[1, 3, 1, 4, 4, 2]]);
    expect(compareMasks({ ...reference, affine }, { ...moved, affine }).centreDistanceMm).toBe(4);
  });
});

describe("properties", () => {
  it("a mask compared with itself is perfect, and swapping sides swaps precision and recall", () => {
    fc.assert(
      fc.property(arbitraryMask(), fc.infiniteStream(fc.integer({ min: 0, max: 1 })), (mask, bits) => {
        const other = { ...mask, data: mask.data.map(() => Number(bits.next().value)) };
        const self = compareMasks(mask, mask);
        if (self.bothVoxels > 0) expect([self.dice, self.iou, self.voxelScores.f1]).toEqual([1, 1, 1]);
        const [forth, back] = [compareMasks(mask, other), compareMasks(other, mask)];
        expect(back.dice).toEqual(forth.dice);
        expect(back.voxelScores.precision).toEqual(forth.voxelScores.recall);
      }),
    );
  });
});
