import { affineFromSpacing, type Progress, type Shape, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { distanceTransform } from "../distance-transform.js";
import { head, overlap } from "../testdata/head.js";
import { brainMask } from "./brain-mask.js";

const isotropic = { shape: [96, 112, 88] as Shape, spacingMm: [2, 2, 2] as const };
const thick = { shape: [160, 180, 30] as Shape, spacingMm: [1.2, 1.2, 5] as const };
const slab = { shape: [160, 180, 7] as Shape, spacingMm: [1.2, 1.2, 2] as const };

describe("brainMask", () => {
  it.each([
    ["isotropic voxels", isotropic, 0.96],
    ["5 mm slices", thick, 0.96],
    ["a stack of 14 mm that cuts the brain above and below", slab, 0.97],
    ["a receive field that doubles the brightness from left to right", { ...isotropic, biasSlope: 0.5 }, 0.95],
  ])("finds the brain of a whole head: %s", async (_, options, least) => {
    const { image, brain, inside } = head(options);
    const found = await brainMask(image);
    expect(found.kind).toBe("whole-head");
    expect(overlap(found.mask, brain)).toBeGreaterThan(least);
    expect(inside.data.every((value, v) => value <= (found.mask.data[v] as number))).toBe(true);
  });

  it("takes a skull-stripped brain as it is, with vessels and ventricles filled in", async () => {
    const { image, brain, inside } = head({ ...isotropic, stripped: true });
    const found = await brainMask(image);
    expect(found.kind).toBe("skull-stripped");
    expect(overlap(found.mask, brain)).toBeGreaterThan(0.98);
    expect(inside.data.every((value, v) => value <= (found.mask.data[v] as number))).toBe(true);
  });

  it("takes a crop without background for brain throughout", async () => {
    const { image } = head({ shape: [40, 40, 30], spacingMm: [0.5, 0.5, 1] });
    const found = await brainMask(image);
    expect(found.kind).toBe("tissue-only");
    expect(found.mask.data.includes(0)).toBe(false);
    expect(found.interior.data.includes(0)).toBe(false);
  });

  it("keeps the interior as far from the edge as asked, and the cut faces of a stack within it", async () => {
    const { image } = head(slab);
    const { mask, interior } = await brainMask(image, { edgeMm: 6 });
    const depth = distanceTransform(mask).data;
    const values = [...interior.data.keys()].filter((v) => interior.data[v] === 1).map((v) => depth[v] as number);
    expect(Math.min(...values)).toBeGreaterThan(4);
    expect(Math.min(...values)).toBeLessThan(8.5);
    const perSlice = 160 * 180;
    expect(interior.data.subarray(0, perSlice).includes(1)).toBe(true);
    expect(interior.data.subarray(6 * perSlice).includes(1)).toBe(true);
  });

  it("counts the depth from the edge between voxels, half a voxel before the first one outside", async () => {
    const { image } = head({ shape: [72, 84, 66], spacingMm: [2, 2, 2], stripped: true });
    const { mask, interior } = await brainMask(image, { edgeMm: 5 });
    const depth = distanceTransform(mask).data;
    expect(interior.data).toEqual(Uint8Array.from(depth, (mm) => (mm >= 6 ? 1 : 0)));
  });

  it("gives the same mask for a brighter image and for one stored the other way round", async () => {
    const { image } = head(isotropic);
    const plain = await brainMask(image);
    const bright = await brainMask({ ...image, data: image.data.map((value) => 1024 * value) });
    expect(bright.mask.data).toEqual(plain.mask.data);
    const mirrored = await brainMask({ ...image, data: image.data.slice().reverse() });
    expect(overlap({ ...mirrored.mask, data: mirrored.mask.data.slice().reverse() }, plain.mask)).toBeGreaterThan(
      0.985,
    );
  });

  it("reports progress that ends at its total", async () => {
    const seen: Progress[] = [];
    await brainMask(head(isotropic).image, { onProgress: (progress) => seen.push(progress) });
    const last = seen[seen.length - 1];
    expect(last?.completed).toBe(last?.total);
    expect(seen.every(({ completed }, n) => n === 0 || completed >= (seen[n - 1]?.completed ?? 0))).toBe(true);
  });

  it("rejects with the signal's reason when it is stopped", async () => {
    const controller = new AbortController();
    const running = brainMask(head(isotropic).image, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error("enough")), 5);
    await expect(running).rejects.toThrow("enough");
  });

  it("refuses an image of one value and a negative edge", async () => {
    const flat: Volume = {
      data: new Float32Array(4096).fill(3),
      shape: [16, 16, 16],
      affine: affineFromSpacing([1, 1, 1]),
    };
    const refused = (message: string) => ({ code: "EMPTY_VOLUME", message: expect.stringContaining(message) });
    await expect(brainMask(flat)).rejects.toMatchObject(refused("all voxels are equal"));
    const nothing = { ...flat, data: new Float32Array(4096).fill(Number.NaN) };
    await expect(brainMask(nothing)).rejects.toMatchObject(refused("no voxel is a finite number"));
    const { image } = head({ shape: [20, 20, 20], spacingMm: [1, 1, 1] });
    await expect(brainMask(image, { edgeMm: -1 })).rejects.toMatchObject({ code: "OUT_OF_RANGE" });
  });
});
