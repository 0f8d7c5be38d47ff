import { affineFromSpacing, createVolume, type Shape } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { measureObject, quantileOfSorted } from "./measure-object.js";

/** A darker disc of one slice: in-plane radius in mm, intensity 0.5 in the middle and 1 at its edge. */
function disc(spacingMm: readonly [number, number, number], radiusMm: number) {
  const shape: Shape = [24, 24, 5];
  const affine = affineFromSpacing(spacingMm);
  const away = (v: number): number =>
    Math.hypot(((v % 24) - 12) * spacingMm[0], ((Math.floor(v / 24) % 24) - 12) * spacingMm[1]);
  const isIn = (v: number): boolean => Math.floor(v / 576) === 2 && away(v) <= radiusMm;
  const image = Float32Array.from({ length: 2880 }, (_, v) => (isIn(v) ? 0.5 + (0.5 * away(v)) / radiusMm : 1));
  const labels = Uint32Array.from({ length: 2880 }, (_, v) => (isIn(v) ? 7 : 0));
  return { image: createVolume(image, shape, affine), labels: createVolume(labels, shape, affine) };
}

describe("measureObject", () => {
  it("sees a disc of one thick slice as long as the slice is thick, as the real annotations are", async () => {
    const { image, labels } = disc([0.5, 0.5, 4], 1);
    const measures = await measureObject(image, labels, 7);
    // A slab of 8 voxels of 0.5 mm has the variance (8² − 1)/12 · 0.25 mm².
    expect(measures?.majorAxisMm).toBeCloseTo(4 * Math.sqrt((63 / 12) * 0.25), 6);
    expect(measures?.elongation).toBeLessThan(0.5);
    expect(measures?.flatness).toBeCloseTo(measures?.elongation ?? 0, 6);
  });

  it("measures the volume and the depth inside of the mask", async () => {
    const { image, labels } = disc([0.5, 0.5, 0.5], 2);
    const measures = await measureObject(image, labels, 7);
    const voxels = labels.data.filter((label) => label === 7).length;
    expect((4 / 3) * Math.PI * (measures?.radiusMm ?? 0) ** 3).toBeCloseTo(voxels * 0.125, 6);
    expect(measures?.fullDepth).toBeCloseTo(0.5, 6);
    expect(measures?.depth).toBeGreaterThan(0.25);
    expect(measures?.depth).toBeLessThan(0.5);
    expect(measures?.maximumDiameterMm).toBeCloseTo(4.5, 6);
  });

  it("tells one object from another, and gives nothing for one without voxels", async () => {
    const { image, labels } = disc([0.5, 0.5, 2], 2);
    labels.data[0] = 3;
    expect((await measureObject(image, labels, 3))?.radiusMm).toBeLessThan(0.6);
    expect(await measureObject(image, labels, 4)).toBeUndefined();
  });

  it("has no axes and no depth for a single voxel", async () => {
    const { image, labels } = disc([0.5, 0.5, 0.5], 0.1);
    const measures = await measureObject(image, labels, 7);
    expect(measures?.radiusMm).toBeCloseTo(Math.cbrt((3 * 0.125) / (4 * Math.PI)), 6);
    for (const name of ["elongation", "flatness", "majorAxisMm", "maximumDiameterMm", "depth", "fullDepth"] as const) {
      expect(measures?.[name]).toBeNaN();
    }
  });

  describe("properties", () => {
    it("does not depend on the unit of the intensities", async () => {
      const { image, labels } = disc([0.5, 0.5, 3], 2);
      const measures = await measureObject(image, labels, 7);
      await fc.assert(
        fc.asyncProperty(fc.double({ min: 1e-3, max: 1e4, noNaN: true }), async (factor) => {
          const scaled = { ...image, data: image.data.map((value) => value * factor) };
          const other = await measureObject(scaled, labels, 7);
          expect(other?.depth).toBeCloseTo(measures?.depth ?? 0, 5);
          expect(other?.radiusMm).toBe(measures?.radiusMm);
        }),
        { numRuns: 20 },
      );
    });
  });
});

describe("quantileOfSorted", () => {
  it("interpolates as numpy does", () => {
    expect(quantileOfSorted([1, 2, 4], 0.75)).toBe(3);
    expect(quantileOfSorted([5], 0.1)).toBe(5);
  });
});
