import { isCmbError } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { paintBoxes } from "../testdata/boxes.js";
import { dilatedOverlap } from "./dilated-overlap.js";
import { labelLesions } from "./label-lesions.js";

const rule = { foreground: { threshold: 0, includes: "above" }, connectivity: 6 } as const;
const spacingMm = [1, 1, 3] as const;
const label = (...boxes: readonly (readonly number[])[]): ReturnType<typeof labelLesions> =>
  labelLesions(paintBoxes([9, 9, 9], spacingMm, boxes), rule);

describe("dilatedOverlap", () => {
  const reference = label([4, 4, 4, 5, 5, 5]);
  it("reaches a voxel at the radius and none beyond, in mm", () => {
    expect(dilatedOverlap(reference, label([6, 4, 4, 7, 5, 5]), 2)).toEqual([[0, 0, 1]]);
    expect(dilatedOverlap(reference, label([4, 4, 5, 5, 5, 6]), 2)).toEqual([]);
    expect(dilatedOverlap(reference, label([4, 4, 5, 5, 5, 6]), 3)).toEqual([[0, 0, 1]]);
  });
  it("counts a voxel between two references for both and each voxel once", () => {
    const two = label([2, 4, 4, 3, 5, 5], [6, 4, 4, 8, 5, 5]);
    expect(dilatedOverlap(two, label([4, 4, 4, 5, 5, 5]), 2)).toEqual([
      [0, 0, 1],
      [1, 0, 1],
    ]);
  });
  it("refuses a negative radius", () => {
    expect(() => dilatedOverlap(reference, reference, -1)).toThrow(
      expect.toSatisfy((error) => isCmbError(error, "OUT_OF_RANGE")),
    );
  });
});
