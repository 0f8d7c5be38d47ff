import { affineFromSpacing, createRng, type Shape, spacing, type Volume, voxelToWorld } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import { type ThickSlicesParameters, thickSlices } from "./thick-slices.js";

standardTests("thickSlices", {
  transform: thickSlices,
  options: { thicknessMm: [4, 6] },
  // One slice to a voxel of the made scene.
  identity: { thicknessMm: 2, gapMm: 0, softness: 0, axis: 2, grid: "same", labelShare: 0.25, offset: 0.5 },
  moves: true,
  refused: { labelShare: 2 },
});

standardTests("thickSlices", {
  transform: thickSlices,
  options: { thicknessMm: [4, 6], grid: "slices", axes: [0, 1] },
  identity: undefined,
  moves: true,
});

const FOUR: ThickSlicesParameters = {
  thicknessMm: 4,
  gapMm: 0,
  softness: 0,
  axis: 2,
  grid: "slices",
  labelShare: 0.25,
  offset: 0.5,
};

function column(...values: readonly number[]): Volume {
  const shape: Shape = [1, 1, values.length];
  return { data: Float32Array.from(values), shape, affine: affineFromSpacing([1, 1, 1]) };
}

describe("thickSlices", () => {
  it("averages what lies in a slice, parts of voxels too", async () => {
    const image = column(0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0);
    const { data, affine } = await thickSlices().apply(image, FOUR);
    expect([...data]).toStrictEqual([2, 0, 0]);
    expect(spacing(affine)[2]).toBe(4);
    // The middle of the first four voxels.
    expect(voxelToWorld(affine, [0, 0, 0])[2]).toBeCloseTo(1.5, 12);
    const shifted = await thickSlices().apply(image, { ...FOUR, offset: 0.375 });
    // Half a voxel towards the start: 0.5 of the voxel is in the first slice, 0.5 in the second.
    expect([...shifted.data].map((value) => Math.round(100 * value) / 100)).toStrictEqual([1.14, 1, 0]);
  });

  it("sees nothing of what lies in a gap", async () => {
    const image = column(0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0);
    const { data } = await thickSlices().apply(image, { ...FOUR, gapMm: 2 });
    expect([...data]).toStrictEqual([0, 0]);
  });

  it("fills the grid that was by straight lines between the slices", async () => {
    const { data } = await thickSlices().apply(column(0, 0, 0, 0, 4, 4, 4, 4), { ...FOUR, grid: "same" });
    expect([...data]).toStrictEqual([0, 0, 0.5, 1.5, 2.5, 3.5, 4, 4].map((value) => Math.min(4, value)));
  });

  it("keeps a label where labels fill the wanted share of a slice, the commonest of them", async () => {
    const image = column(...Array.from({ length: 12 }, () => 1));
    const labels = { ...image, data: Uint8Array.of(0, 2, 0, 0, 3, 3, 1, 0, 0, 0, 0, 0) };
    const labelsAt = async (labelShare: number): Promise<readonly number[]> => {
      const after = await thickSlices().applyToScene({ image, labels }, { ...FOUR, labelShare });
      expect(after.labels?.data).toBeInstanceOf(Uint8Array);
      return [...(after.labels?.data ?? [])];
    };
    expect(await labelsAt(0.25)).toStrictEqual([2, 3, 0]);
    expect(await labelsAt(0.5)).toStrictEqual([0, 3, 0]);
    expect(await labelsAt(1)).toStrictEqual([0, 0, 0]);
  });

  it("keeps the mean of the image where slices touch", async () => {
    const { image } = madeScene({ shape: [8, 8, 24] });
    const { data } = await thickSlices().apply(image, { ...FOUR, thicknessMm: 6 });
    const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(data)).toBeCloseTo(mean(image.data), 3);
  });

  it("never makes slices thinner than they are", async () => {
    const { image } = madeScene({ shape: [6, 6, 8], affine: affineFromSpacing([1, 1, 5]) });
    for (const grid of ["same", "slices"] as const) {
      const thin = thickSlices({ thicknessMm: [2, 4], gap: 0, grid });
      const parameters = await thin.sample(createRng(1), image);
      expect(parameters).toMatchObject({ thicknessMm: 5, gapMm: 0 });
      const after = await thin.apply(image, parameters);
      expect(after.shape).toStrictEqual(image.shape);
      expect([...after.data]).toStrictEqual([...image.data]);
    }
    // A history of thinner voxels, on these.
    const { shape } = await thickSlices().apply(image, { ...FOUR, thicknessMm: 2 });
    expect(shape).toStrictEqual(image.shape);
    const apart = await thickSlices({ thicknessMm: 4, gap: 1 }).sample(createRng(1), image);
    expect(apart).toMatchObject({ thicknessMm: 5, gapMm: 3 });
  });

  it("draws the gap as a share of the thickness", async () => {
    const { image } = madeScene();
    const { thicknessMm, gapMm } = await thickSlices({ thicknessMm: 5, gap: 0.2 }).sample(createRng(1), image);
    expect([thicknessMm, gapMm]).toStrictEqual([5, 1]);
  });
});
