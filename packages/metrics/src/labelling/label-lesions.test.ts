import { affineFromSpacing, isCmbError } from "@cmb/core";
import { arbitraryMask } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { paintBoxes } from "../testdata/boxes.js";
import { labelLesions, lesionsFromInstances } from "./label-lesions.js";

const above = { foreground: { threshold: 0.5, includes: "above" }, connectivity: 26 } as const;
const from = { foreground: { threshold: 0.5, includes: "from" }, connectivity: 26 } as const;

describe("labelLesions", () => {
  it("numbers lesions by their first voxel with i slowest, as scipy numbers a nibabel array", () => {
    const image = paintBoxes(
      [8, 8, 8],
      [1, 1, 1],
      [
        [5, 0, 0, 6, 1, 1],
        [0, 7, 7, 1, 8, 8],
      ],
    );
    const { lesions, labels } = labelLesions(image, above);
    expect(lesions.map(({ centreVoxel }) => centreVoxel)).toEqual([
      [0, 7, 7],
      [5, 0, 0],
    ]);
    expect(labels.data[5]).toBe(2);
  });
  it("takes a value on the threshold in with `from` and leaves it out with `above`", () => {
    const image = paintBoxes([4, 4, 4], [1, 1, 1], [[1, 1, 1, 2, 2, 2, 0.5]]);
    expect(labelLesions(image, from).lesions).toHaveLength(1);
    expect(labelLesions(image, above).lesions).toHaveLength(0);
  });
  it("splits a diagonal with 6 neighbours and keeps it with 26", () => {
    const image = paintBoxes(
      [4, 4, 4],
      [1, 1, 1],
      [
        [0, 0, 0, 1, 1, 1],
        [1, 1, 1, 2, 2, 2],
      ],
    );
    expect(labelLesions(image, { ...above, connectivity: 6 }).lesions).toHaveLength(2);
    expect(labelLesions(image, above).lesions).toHaveLength(1);
  });
  it("scores a lesion by its largest value and weighs it by the mean of its values, each at most 1", () => {
    const image = paintBoxes(
      [4, 4, 4],
      [1, 1, 1],
      [
        [0, 0, 0, 1, 1, 1, 0.6],
        [1, 0, 0, 2, 1, 1, 3],
      ],
    );
    const [lesion] = labelLesions(image, above).lesions;
    expect(lesion?.score).toBe(3);
    expect(lesion?.weight).toBeCloseTo(0.8, 6);
  });
  it("gives centres in voxels and in world mm", () => {
    const mask = paintBoxes([4, 4, 4], [1, 1, 1], [[1, 1, 1, 3, 2, 2]]);
    const [lesion] = labelLesions({ ...mask, affine: affineFromSpacing([2, 1, 1], [10, 0, 0]) }, above).lesions;
    expect(lesion?.centreVoxel).toEqual([1.5, 1, 1]);
    expect(lesion?.centreMm).toEqual([13, 1, 1]);
  });
  it("never takes NaN for foreground and refuses a NaN threshold", () => {
    const image = paintBoxes([2, 2, 2], [1, 1, 1], [[0, 0, 0, 1, 1, 1, Number.NaN]]);
    expect(labelLesions(image, from).lesions).toHaveLength(0);
    const rule = { ...above, foreground: { threshold: Number.NaN, includes: "above" } } as const;
    expect(() => labelLesions(image, rule)).toThrow(expect.toSatisfy((error) => isCmbError(error, "OUT_OF_RANGE")));
  });
});

describe("lesionsFromInstances", () => {
  it("keeps touching instances apart and parts of one instance together", () => {
    const boxes = [
      [0, 0, 0, 1, 1, 1, 7],
      [1, 0, 0, 2, 1, 1, 3],
      [3, 3, 3, 4, 4, 4, 7],
    ];
    const { lesions, labels } = lesionsFromInstances(paintBoxes([4, 4, 4], [1, 1, 1], boxes));
    expect(lesions.map(({ sizeVoxels, score, weight }) => [sizeVoxels, score, weight])).toEqual([
      [2, 1, 1],
      [1, 1, 1],
    ]);
    expect([labels.data[0], labels.data[1], labels.data[63]]).toEqual([1, 2, 1]);
  });
  it("refuses values that are no labels", () => {
    for (const value of [0.5, -1]) {
      const image = paintBoxes([2, 2, 2], [1, 1, 1], [[0, 0, 0, 1, 1, 1, value]]);
      expect(() => lesionsFromInstances(image)).toThrow("whole numbers from 0");
    }
  });
});

describe("properties", () => {
  it("lesion sizes sum to the foreground", () => {
    fc.assert(
      fc.property(arbitraryMask(), (mask) => {
        const { lesions } = labelLesions(mask, above);
        const sum = lesions.reduce((total, { sizeVoxels }) => total + (sizeVoxels ?? 0), 0);
        expect(sum).toBe(mask.data.filter((value) => value > 0).length);
      }),
    );
  });
});
