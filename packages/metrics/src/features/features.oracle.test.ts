import { readFileSync } from "node:fs";
import { affineFromSpacing, type Shape } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { firstOrderFeatures } from "./first-order-features.js";
import { shapeFeatures } from "./shape-features.js";

interface Answer {
  readonly shape: Shape;
  readonly spacingMm: readonly [number, number, number];
  readonly mask: string;
  readonly intensities: readonly number[];
  readonly features: Readonly<Record<"shape" | "firstorder", Readonly<Record<string, number>>>>;
}

// Made by PyRadiomics 3.0.1 with fixtures/features/make_features.py; its NaN is read as NaN.
const text = readFileSync(new URL("../../../../fixtures/features/features.json", import.meta.url), "utf8");
const cases: readonly Answer[] = JSON.parse(text.replaceAll("NaN", "null")).cases;

const nameOf = (theirs: string): string =>
  ({ "10Percentile": "percentile10", "90Percentile": "percentile90" })[theirs] ??
  theirs.charAt(0).toLowerCase() + theirs.slice(1);

function expectSame(ours: object, theirs: Readonly<Record<string, number | null>>): void {
  for (const [name, expected] of Object.entries(theirs)) {
    const value = Reflect.get(ours, nameOf(name)) as number;
    if (expected === null) expect(value, name).toBeNaN();
    // Intensities stand in the fixture with six decimals; lengths and areas agree to rounding.
    else expect(Math.abs(value - expected), name).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(expected)));
  }
}

describe("features beside PyRadiomics", () => {
  it.each(cases)("shape of object %#", ({ shape, spacingMm, mask, features }) => {
    const ours = shapeFeatures({ data: Uint8Array.from(mask, Number), shape, affine: affineFromSpacing(spacingMm) });
    expectSame(ours, features.shape);
    expect(Object.keys(ours)).toHaveLength(14);
  });

  it.each(cases)("intensities of object %#", ({ spacingMm, intensities, features }) => {
    const voxelVolumeMm3 = spacingMm[0] * spacingMm[1] * spacingMm[2];
    const ours = firstOrderFeatures(intensities, { voxelVolumeMm3 });
    expectSame(ours, features.firstorder);
    expect(Object.keys(ours)).toHaveLength(18);
  });
});
