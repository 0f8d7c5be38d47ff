import { affineFromSpacing, type Volume } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { head } from "../testdata/head.js";
import { correctHomogeneity } from "./correct-homogeneity.js";

/** A made head, brighter to the right by `shading` from its middle to its side. */
function shadedHead(shading: number): { readonly image: Volume; readonly brain: ArrayLike<number> } {
  const { image, brain } = head({ shape: [56, 64, 48], spacingMm: [3.2, 3.2, 3.2] });
  const data = image.data.map((value, v) => value * (1 + (shading * ((v % 56) - 27.5)) / 27.5));
  return { image: { ...image, data }, brain: brain.data };
}

/** Mean of brain to the right of the middle over that to the left. */
function rightOverLeft(volume: Volume, brain: ArrayLike<number>): number {
  const sums = { right: 0, left: 0 };
  for (let v = 0; v < volume.data.length; v++) {
    if (brain[v] === 0) continue;
    sums[v % 56 > 27 ? "right" : "left"] += volume.data[v] as number;
  }
  return sums.right / sums.left;
}

describe("correctHomogeneity", () => {
  it("takes nine tenths of a slope of the receive field out of a head", async () => {
    const { image, brain } = shadedHead(0.5);
    const flat = rightOverLeft(shadedHead(0).image, brain);
    const before = rightOverLeft(image, brain) / flat;
    const after = rightOverLeft(await correctHomogeneity(image), brain) / flat;
    expect(before).toBeGreaterThan(1.3);
    expect(Math.abs(after - 1)).toBeLessThan(0.1 * (before - 1));
  });

  it("brings tissue near 1", async () => {
    const { image, brain } = shadedHead(0.3);
    const { data } = await correctHomogeneity(image);
    const tissue = data.filter((_, v) => brain[v] !== 0).toSorted();
    expect(Math.abs((tissue[tissue.length >> 1] as number) - 1)).toBeLessThan(0.1);
  });

  it("keeps a small dark lesion: its depth changes by less than a tenth", async () => {
    const { image, brain } = shadedHead(0.2);
    const at = 34 + 56 * (32 + 64 * 24);
    expect(brain[at]).toBe(1);
    const dark = { ...image, data: image.data.slice() };
    dark.data[at] = 0.4 * (image.data[at] as number);
    const whole = await correctHomogeneity(image);
    const lesion = await correctHomogeneity(dark);
    expect((lesion.data[at] as number) / (whole.data[at] as number)).toBeCloseTo(0.4, 1);
  });

  it("keeps NaN and infinities and lets them touch nothing else", async () => {
    const { image } = shadedHead(0.2);
    const at = 34 + 56 * (32 + 64 * 24);
    const broken = { ...image, data: image.data.slice() };
    broken.data[at] = Number.NaN;
    broken.data[at + 1] = Number.POSITIVE_INFINITY;
    const { data } = await correctHomogeneity(broken);
    expect(data[at]).toBeNaN();
    expect(data[at + 1]).toBe(Number.POSITIVE_INFINITY);
    expect(data.filter((value) => !Number.isFinite(value))).toHaveLength(2);
  });

  it("reports progress and stops when asked", async () => {
    const { image } = shadedHead(0);
    const seen: number[] = [];
    await correctHomogeneity(image, { onProgress: ({ completed, total }) => seen.push(completed / total) });
    expect(seen.at(-1)).toBe(1);
    const signal = AbortSignal.abort(new Error("stopped"));
    await expect(correctHomogeneity(image, { signal })).rejects.toThrow("stopped");
  });

  describe("properties", () => {
    it("does not depend on the unit of the image", async () => {
      const { image } = shadedHead(0.3);
      const expected = (await correctHomogeneity(image)).data;
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: -12, max: 12 }), async (power) => {
          const scaled = { ...image, data: image.data.map((value) => value * 2 ** power) };
          const { data } = await correctHomogeneity(scaled);
          for (let v = 0; v < data.length; v += 97) expect(data[v]).toBeCloseTo(expected[v] as number, 5);
        }),
        { numRuns: 4 },
      );
    });

    it("changes tissue that it has corrected by 6 % in the mean at most", async () => {
      const { image, brain } = shadedHead(0.3);
      const once = await correctHomogeneity(image);
      const twice = await correctHomogeneity(once);
      const changes = Array.from(once.data, (value, v) =>
        brain[v] === 0 ? 0 : Math.abs((twice.data[v] ?? 0) - value),
      );
      expect(
        changes.reduce((sum, change) => sum + change, 0) / changes.filter((change) => change > 0).length,
      ).toBeLessThan(0.06);
    });

    it("is 1 in an image of one value, whatever the voxels", async () => {
      const spacingMm = fc.tuple(
        ...Array.from({ length: 3 }, () => fc.integer({ min: 5, max: 50 }).map((n) => n / 10)),
      );
      await fc.assert(
        fc.asyncProperty(spacingMm, async (spacing) => {
          const affine = affineFromSpacing(spacing as [number, number, number]);
          const volume = { data: new Float32Array(12 * 9 * 5).fill(37), shape: [12, 9, 5] as const, affine };
          const { data } = await correctHomogeneity(volume);
          for (const value of data) expect(value).toBeCloseTo(1, 4);
        }),
        { numRuns: 20 },
      );
    });
  });
});
