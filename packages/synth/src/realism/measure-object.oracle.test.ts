import { readFileSync } from "node:fs";
import { affineFromSpacing, type Shape } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { measureOnGrid } from "./measure-object.js";

interface Answer {
  readonly shape: Shape;
  readonly spacingMm: readonly [number, number, number];
  readonly mask: string;
  readonly intensities: readonly number[];
  readonly features: Readonly<Record<"shape" | "firstorder", Readonly<Record<string, number | null>>>>;
}

// Made by PyRadiomics 3.0.1 with fixtures/features/make_features.py; its NaN is read as NaN.
const text = readFileSync(new URL("../../../../fixtures/features/features.json", import.meta.url), "utf8");
const cases: readonly Answer[] = JSON.parse(text.replaceAll("NaN", "null")).cases;

describe("measures of objects beside PyRadiomics", () => {
  it.each(cases)("object %#", ({ shape, spacingMm, mask, intensities, features: { shape: theirs, firstorder } }) => {
    const affine = affineFromSpacing(spacingMm);
    const labels = { data: Uint32Array.from(mask, Number), shape, affine };
    let next = 0;
    const data = Float64Array.from(labels.data, (label) => (label === 0 ? -1 : (intensities[next++] as number)));
    const ours = measureOnGrid({ data, shape, affine }, labels);
    const close = (value: number, expected: number | null | undefined): void => {
      if (expected === null || expected === undefined) expect(value).toBeNaN();
      else expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(expected)));
    };
    close(4 * Math.PI * ours.radiusMm ** 3, 3 * (theirs["VoxelVolume"] ?? 0));
    if (next === 1) return;
    close(ours.elongation, theirs["Elongation"]);
    close(ours.flatness, theirs["Flatness"]);
    close(ours.majorAxisMm, theirs["MajorAxisLength"]);
    close(ours.maximumDiameterMm, theirs["Maximum3DDiameter"]);
    close(ours.depth, 1 - (firstorder["10Percentile"] ?? 0) / (firstorder["90Percentile"] ?? 0));
    close(ours.fullDepth, 1 - (firstorder["Minimum"] ?? 0) / (firstorder["Maximum"] ?? 0));
  });
});
