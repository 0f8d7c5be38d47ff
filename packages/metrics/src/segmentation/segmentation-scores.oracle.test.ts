import type { Shape } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { type Box, paintBoxes } from "../testdata/boxes.js";
import { readFixture } from "../testdata/read-fixture.js";
import { segmentationScores } from "./segmentation-scores.js";
import { surfaceDistances } from "./surface-distances.js";

interface Fixture {
  readonly tolerancesMm: readonly number[];
  readonly cases: readonly {
    readonly id: string;
    readonly shape: Shape;
    readonly spacingMm: readonly [number, number, number];
    readonly reference: readonly Box[];
    readonly prediction: readonly Box[];
    readonly expected: {
      readonly dice: number;
      readonly volumeDifferenceMm3: number;
      readonly hausdorffMm: number;
      readonly hausdorff95Mm: number;
      readonly assdMm: number;
      readonly surfaceDice: readonly number[];
      readonly surfaceVoxels: readonly [number, number];
    };
  }[];
}

// Made by fixtures/segmentation/make_segmentation.py with SciPy.
const { tolerancesMm, cases } = readFixture<Fixture>("segmentation/segmentation.json");

describe.each(cases)("segmentationScores beside SciPy's distance transform: $id", (fixture) => {
  const reference = paintBoxes(fixture.shape, fixture.spacingMm, fixture.reference);
  const prediction = paintBoxes(fixture.shape, fixture.spacingMm, fixture.prediction);
  const { expected } = fixture;
  it("finds as many surface voxels", () => {
    const distances = surfaceDistances(reference, prediction);
    expect([distances.referenceToPredictionMm.length, distances.predictionToReferenceMm.length]).toEqual(
      expected.surfaceVoxels,
    );
  });
  it("gives overlap, volume and surface scores", () => {
    for (const [n, surfaceToleranceMm] of tolerancesMm.entries()) {
      const scores = segmentationScores(reference, prediction, { surfaceToleranceMm });
      // Both sides are float64; sums run in another order.
      expect(scores.dice).toBeCloseTo(expected.dice, 12);
      expect(scores.volumeDifferenceMm3).toBeCloseTo(expected.volumeDifferenceMm3, 9);
      expect(scores.hausdorffMm).toBeCloseTo(expected.hausdorffMm, 11);
      expect(scores.hausdorff95Mm).toBeCloseTo(expected.hausdorff95Mm, 11);
      expect(scores.assdMm).toBeCloseTo(expected.assdMm, 11);
      expect(scores.surfaceDice).toBeCloseTo(expected.surfaceDice[n] ?? Number.NaN, 12);
    }
  });
});
