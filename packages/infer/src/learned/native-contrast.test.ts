import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { neighbourhood } from "../classical/neighbourhood.js";
import { regionShape } from "../classical/region-shape.js";
import { nativeContrast } from "./native-contrast.js";

const shape = [30, 30, 20] as const;
const affine = affineFromSpacing([1, 1, 1.5]);
const at = (i: number, j: number, k: number): number => i + 30 * (j + 30 * k);

function scan(tissue: number, lesion: number) {
  const data = new Int16Array(18000).fill(tissue);
  const voxels = Int32Array.of(at(15, 15, 10), at(16, 15, 10), at(15, 16, 10));
  data[at(15, 15, 10)] = lesion;
  data[at(16, 15, 10)] = (tissue + lesion) / 2;
  const volume = { data, shape, affine };
  return { volume, voxels, region: regionShape(volume, voxels), near: neighbourhood(volume, 8.5) };
}

describe("nativeContrast", () => {
  it("is 1 − darkest over the tissue around, whatever the unit", () => {
    for (const unit of [10, 1000]) {
      const { volume, ...rest } = scan(unit, unit / 5);
      expect(nativeContrast(volume, { ...rest, inBrain: () => true })).toBeCloseTo(0.8, 9);
    }
  });

  it("looks at brain only, and is 0 without any, and never below", () => {
    const { volume, ...rest } = scan(100, 20);
    for (let k = 0; k < 20; k++) volume.data.fill(0, at(19, 0, k), at(0, 15, k));
    expect(nativeContrast(volume, { ...rest, inBrain: ([, j]) => j > 15 })).toBeCloseTo(0.8, 9);
    expect(nativeContrast(volume, { ...rest, inBrain: () => false })).toBe(0);
    const bright = scan(100, 400);
    expect(nativeContrast(bright.volume, { ...bright, inBrain: () => true })).toBe(0);
  });

  it("leaves out its own voxels and NaN", () => {
    const { voxels, region, near } = scan(100, 20);
    const data = new Float32Array(18000).fill(100);
    data[at(15, 15, 10)] = 20;
    for (let k = 0; k < 20; k++) data[at(18, 15, k)] = Number.NaN;
    const volume = { data, shape, affine };
    expect(nativeContrast(volume, { voxels, region, near, inBrain: () => true })).toBeCloseTo(0.8, 6);
  });
});
