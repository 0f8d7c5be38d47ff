import { readFileSync } from "node:fs";
import type { Affine, Shape, WorldPoint } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { dipoleField } from "./dipole-field.js";

interface Fixture {
  readonly shape: Shape;
  readonly affine: Affine;
  readonly b0Direction: WorldPoint;
  readonly paddedShape: Shape;
  readonly susceptibilityPpm: readonly number[];
  readonly fieldPpm: readonly number[];
  readonly paddedFieldPpm: readonly number[];
}

const path = new URL("../../../../fixtures/synth/dipole-convolution.json", import.meta.url);
const fixture: Fixture = JSON.parse(readFileSync(path, "utf8"));
const { shape, affine, b0Direction } = fixture;
const volume = { data: Float32Array.from(fixture.susceptibilityPpm), shape, affine };

// Both sides transform some thousand float32 values near 1.
const TOLERANCE_PPM = 2e-6;

function farthest(data: Float32Array, expected: readonly number[]): number {
  return expected.reduce((most, value, v) => Math.max(most, Math.abs(value - (data[v] as number))), 0);
}

describe("dipoleField against NumPy, on an oblique grid with an oblique field", () => {
  it("gives the field of a periodic distribution", async () => {
    const field = await dipoleField(volume, { b0Direction });
    expect(farthest(field.data, fixture.fieldPpm)).toBeLessThan(TOLERANCE_PPM);
  });

  it("gives the field of a distribution with zeros around", async () => {
    // 4 mm along the axis of 0.5 mm voxels are the 8 voxels from 12 to 20; the other axes get to 15, the next length with small factors.
    const field = await dipoleField(volume, { b0Direction, paddingMm: 4 });
    expect(fixture.paddedShape).toEqual([20, 15, 15]);
    expect(farthest(field.data, fixture.paddedFieldPpm)).toBeLessThan(TOLERANCE_PPM);
  });
});
