import { affineFromSpacing, type Mask, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { tissueLevel, tissueLevelRowInto } from "./tissue-level.js";

/** Tissue of 100 to 200 along i, with one dark and one bright voxel, on a grid that is finer than the samples. */
function shaded(): { readonly volume: Volume; readonly mask: Mask } {
  const shape = [60, 50, 20] as const;
  const data = Float32Array.from({ length: 60_000 }, (_, v) => 100 + (100 * (v % 60)) / 59);
  const volume = { data, shape, affine: affineFromSpacing([0.5, 0.6, 1]) };
  return { volume, mask: { ...volume, data: new Uint8Array(60_000).fill(1) } };
}

describe("tissueLevel", () => {
  it("follows the shading and is interpolated between its samples", () => {
    const { volume, mask } = shaded();
    const level = tissueLevel(volume, mask);
    expect(level.stride).toEqual([3, 2, 1]);
    const row = new Float32Array(60);
    tissueLevelRowInto(level, 25, 10, row);
    // Averaged over 8 mm, within 30 mm: flattened towards the mean of 150, nowhere falling.
    expect(row[30]).toBeCloseTo(150, -1);
    for (let i = 1; i < 57; i++) expect(row[i]).toBeGreaterThanOrEqual(row[i - 1] as number);
    // Between samples too: no two voxels of the middle are alike.
    for (let i = 16; i < 45; i++) expect(row[i]).toBeGreaterThan(row[i - 1] as number);
  });

  it("is not pulled down by dark voxels", () => {
    const { volume, mask } = shaded();
    const plain = new Float32Array(60);
    tissueLevelRowInto(tissueLevel(volume, mask), 25, 10, plain);
    for (let v = 0; v < volume.data.length; v += 97) volume.data[v] = 0;
    const spotted = new Float32Array(60);
    tissueLevelRowInto(tissueLevel(volume, mask), 25, 10, spotted);
    expect(Math.abs((spotted[30] as number) / (plain[30] as number) - 1)).toBeLessThan(0.01);
  });

  it("gives a whole row for grids of one slice and of few voxels", () => {
    const volume = {
      data: new Float32Array([4, 4, 4]),
      shape: [3, 1, 1] as const,
      affine: affineFromSpacing([1, 1, 1]),
    };
    const level = tissueLevel(volume, { ...volume, data: new Uint8Array([1, 1, 1]) });
    const row = new Float32Array(3);
    tissueLevelRowInto(level, 0, 0, row);
    for (const value of row) expect(value).toBeCloseTo(4, 4);
  });
});
