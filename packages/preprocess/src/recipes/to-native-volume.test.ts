import { affineFromSpacing, type Mask, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { crop } from "../geometry/crop.js";
import { resample } from "../resample/resample.js";
import { toNativeVolume } from "./to-native-volume.js";

const native = { shape: [12, 12, 6] as const, affine: affineFromSpacing([1, 1, 2]) };
/** Axes reversed and finer, and no part of the last slices. */
const prepared = {
  shape: [24, 24, 9] as const,
  affine: [-0.5, 0, 0, 11.25, 0, -0.5, 0, 11.25, 0, 0, 1, -0.5, 0, 0, 0, 1] as const,
};
const mapping = { native, prepared };

/** i + 2 j + 4 k of the native grid, in world millimetres: linear, so that interpolation is exact. */
function plane(): Volume {
  const data = Float32Array.from({ length: 24 * 24 * 9 }, (_, v) => {
    const [i, j, k] = [v % 24, Math.floor(v / 24) % 24, Math.floor(v / 576)] as const;
    return 11.25 - 0.5 * i + 2 * (11.25 - 0.5 * j) + 2 * (k - 0.5);
  });
  return { data, ...prepared };
}

describe("toNativeVolume", () => {
  it("brings probabilities to the whole native grid, 0 where the recipe had nothing", async () => {
    const back = await toNativeVolume(plane(), mapping, { interpolation: "linear", extent: "whole" });
    expect(back?.volume.shape).toEqual([12, 12, 6]);
    expect(back?.volume.affine).toEqual(native.affine);
    const at = (i: number, j: number, k: number): number => back?.volume.data[i + 12 * (j + 12 * k)] ?? Number.NaN;
    expect(at(5, 7, 3)).toBeCloseTo(5 + 14 + 12, 4);
    expect(at(5, 7, 5)).toBe(0);
  });

  it("brings one box to the native voxels that it covers, with the same values", async () => {
    const box = { from: [4, 6, 2], to: [10, 10, 6] } as const;
    const part = await toNativeVolume(crop(plane(), box), mapping, { interpolation: "nearest", box });
    const whole = await resample(plane(), native, { interpolation: "nearest" });
    // x from 6.5 to 9.5 mm, y from 6.5 to 8.5 mm, z from 1 to 5 mm
    expect(part?.box).toEqual({ from: [7, 7, 1], to: [10, 9, 3] });
    expect(part?.volume).toEqual(crop(whole, part?.box ?? box));
  });

  it("keeps each lesion where it was in the world", async () => {
    const mask: Mask = { data: new Uint8Array(24 * 24 * 9), ...prepared };
    for (const i of [10, 11]) for (const j of [6, 7]) for (const k of [4, 5]) mask.data[i + 24 * (j + 24 * k)] = 1;
    const box = { from: [10, 6, 4], to: [12, 8, 6] } as const;
    const back = await toNativeVolume(crop(mask, box), mapping, { interpolation: "nearest", box });
    // x = 11.25 − 0.5 · 10.5 = 6 mm, y = 8 mm, z = 4 mm
    expect(back?.box).toEqual({ from: [6, 8, 2], to: [7, 9, 3] });
    expect([...(back?.volume.data ?? [])]).toEqual([1]);
  });

  it("gives nothing for a part beyond the native grid", async () => {
    const far = { native: { ...native, affine: affineFromSpacing([1, 1, 2], [500, 0, 0]) }, prepared };
    expect(await toNativeVolume(plane(), far, { interpolation: "linear" })).toBeUndefined();
  });

  it("refuses a volume of another size than its part", async () => {
    const box = { from: [0, 0, 0], to: [2, 2, 2] } as const;
    await expect(toNativeVolume(plane(), mapping, { interpolation: "linear", box })).rejects.toMatchObject({
      code: "SHAPE_MISMATCH",
    });
  });

  it("can be stopped", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(toNativeVolume(plane(), mapping, { interpolation: "linear", signal })).rejects.toThrow("enough");
  });
});
