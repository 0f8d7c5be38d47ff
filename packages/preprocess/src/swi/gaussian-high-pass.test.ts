import { affineFromSpacing, type Shape, type Volume } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gaussianHighPass } from "./gaussian-high-pass.js";

const shape: Shape = [31, 29, 5];
const affine = affineFromSpacing([0.5, 0.5, 2]);
const volume = (value: (i: number, j: number, k: number) => number): Volume => {
  const data = Float32Array.from({ length: 31 * 29 * 5 }, (_, v) =>
    value(v % 31, Math.floor(v / 31) % 29, Math.floor(v / 899)),
  );
  return { data, shape, affine };
};
const at = (i: number, j: number, k: number): number => i + 31 * (j + 29 * k);

describe("gaussianHighPass", () => {
  it("takes 4 voxels in the plane and none across it unless told otherwise", () => {
    const noise = volume((i, j, k) => Math.sin(i * j * 3 + k * k));
    const { data } = gaussianHighPass(noise);
    expect(data).toEqual(gaussianHighPass(noise, { sigmaVoxels: [4, 4, 0] }).data);
    expect(data).toEqual(gaussianHighPass(noise, { sigmaMm: [2, 2, 0] }).data);
    expect(data).not.toEqual(gaussianHighPass(noise, { sigmaMm: 2 }).data);
  });

  it("keeps a single voxel and its sign", () => {
    const { data } = gaussianHighPass(volume((i, j, k) => (i === 15 && j === 14 && k === 2 ? 1 : 0)));
    expect(data[at(15, 14, 2)]).toBeGreaterThan(0.98);
    expect(data[at(16, 14, 2)]).toBeLessThan(0);
    expect(data[at(15, 14, 3)]).toBe(0);
  });

  it("makes the smooth copy of the voxels under a mask alone, and takes the difference everywhere near it", () => {
    const step = volume((i) => (i < 16 ? 2 : 50));
    const mask = { ...step, data: Uint8Array.from(step.data, (value) => Number(value === 2)) };
    const { data } = gaussianHighPass(step, { mask });
    expect(Math.abs(data[at(15, 14, 2)] as number)).toBeLessThan(1e-5);
    expect(data[at(17, 14, 2)]).toBeCloseTo(48, 4);
  });

  it("leaves NaN out and as it is; is NaN where nothing of the mask is near", () => {
    const broken = volume((i) => (i === 10 ? Number.NaN : 3));
    const { data } = gaussianHighPass(broken);
    expect(data[at(10, 5, 1)]).toBeNaN();
    expect(Math.abs(data[at(11, 5, 1)] as number)).toBeLessThan(1e-5);
    const corner = volume((i, j, k) => Number(i + j + k === 0));
    const mask = { ...corner, data: Uint8Array.from(corner.data) };
    expect(gaussianHighPass(corner, { mask }).data[at(30, 28, 4)]).toBeNaN();
  });

  it("refuses two widths, a negative one and a mask on another grid", () => {
    const flat = volume(() => 1);
    const mask = { data: new Uint8Array(1), shape: [1, 1, 1] as const, affine };
    const both = { sigmaMm: 1, sigmaVoxels: [1, 1, 1] } as const;
    expect(() => gaussianHighPass(flat, both)).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
    expect(() => gaussianHighPass(flat, { sigmaMm: -1 })).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
    expect(() => gaussianHighPass(flat, { mask })).toThrow(expect.objectContaining({ code: "SHAPE_MISMATCH" }));
  });

  describe("properties", () => {
    it("removes a constant everywhere and a linear ramp four sigma inside", () => {
      const slope = fc.double({ min: -2, max: 2, noNaN: true });
      fc.assert(
        fc.property(slope, slope, fc.double({ min: -50, max: 50, noNaN: true }), (a, b, c) => {
          const flat = gaussianHighPass(volume(() => c)).data;
          expect(Math.max(...flat.map(Math.abs))).toBeLessThan(1e-4);
          const ramp = gaussianHighPass(
            volume((i, j) => a * i + b * j + c),
            { sigmaVoxels: [3, 3, 0] },
          ).data;
          expect(Math.abs(ramp[at(15, 14, 2)] as number)).toBeLessThan(1e-3);
        }),
      );
    });
  });
});
