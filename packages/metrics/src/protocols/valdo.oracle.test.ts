import type { Connectivity, Shape } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { evaluateCase } from "../evaluation/evaluate-case.js";
import { caseFromMasks } from "../labelling/case-from-masks.js";
import { type Box, paintBoxes } from "../testdata/boxes.js";
import { readFixture } from "../testdata/read-fixture.js";
import { overrideProtocol } from "./override-protocol.js";
import { valdo2021Code } from "./valdo2021-code.js";

interface Expected {
  readonly thresholdMm: number;
  readonly nRef: number;
  readonly nSeg: number;
  readonly f1: number | null;
  readonly absoluteCountDifference: number;
  readonly meanDiceWhenOverlap: number | null;
  readonly absoluteVolumeDifference: number;
  readonly overallDsc: number | null;
  readonly numbTp: number;
  readonly numbFp: number;
  readonly numbFnAsReported: number;
  readonly classification: readonly { readonly seg: number; readonly ref: number; readonly category: "TP" | "FP" }[];
  readonly fnRefs: readonly number[];
}

interface Fixture {
  readonly cases: readonly {
    readonly id: string;
    readonly shape: Shape;
    readonly pixdim: readonly [number, number, number];
    readonly connectivity: 1 | 2 | 3;
    readonly ref: readonly Box[];
    readonly seg: readonly Box[];
    readonly expected: readonly Expected[];
  }[];
}

const NEIGHBOURS: Readonly<Record<1 | 2 | 3, Connectivity>> = { 1: 6, 2: 18, 3: 26 };
const { cases } = readFixture<Fixture>("peers/valdo-task2.json");

/** The fixture is rounded to ten decimals and voxel values pass through float32. */
function expectNear(actual: number, expected: number | null, tolerance: number = 1e-9): void {
  if (expected === null) expect(actual).toBeNaN();
  else expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance);
}

describe.each(cases)("valdo2021-code beside the organisers' code: $id", (fixture) => {
  const images = {
    reference: paintBoxes(fixture.shape, fixture.pixdim, fixture.ref),
    prediction: paintBoxes(fixture.shape, fixture.pixdim, fixture.seg),
  };
  const connectivity = NEIGHBOURS[fixture.connectivity];
  it.each(fixture.expected)("at $thresholdMm mm", (expected) => {
    const protocol = overrideProtocol(valdo2021Code, { connectivity, toleranceMm: expected.thresholdMm });
    const { referenceForeground, predictionForeground } = protocol.parameters;
    const scan = caseFromMasks(fixture.id, images, {
      reference: { foreground: referenceForeground, connectivity },
      prediction: { foreground: predictionForeground, connectivity },
    });
    const { result, matching } = evaluateCase(scan, protocol);
    expect([result.referenceCount, result.predictionCount]).toEqual([expected.nRef, expected.nSeg]);
    expect([result.truePositives, result.falsePositives]).toEqual([expected.numbTp, expected.numbFp]);
    expect(result.falseNegativesAsReported).toBe(expected.numbFnAsReported);
    expect(result.absoluteCountDifference).toBe(expected.absoluteCountDifference);
    expectNear(result.f1, expected.f1);
    expectNear(result.dice, expected.meanDiceWhenOverlap);
    expectNear(result.absoluteVolumeDifferenceMm3, expected.absoluteVolumeDifference, 1e-5);
    expectNear(result.overallDice, expected.overallDsc, 1e-7);
    expect(matching.predictionOutcome.map((outcome) => (outcome === "matched" ? "TP" : "FP"))).toEqual(
      expected.classification.map(({ category }) => category),
    );
    const missed = matching.referenceFound.flatMap((isFound, n) => (isFound ? [] : [n + 1]));
    // The code lists no missed references where it has no table of predictions.
    if (expected.nSeg > 0) expect(missed).toEqual(expected.fnRefs);
    for (const { seg, ref, category } of expected.classification) {
      if (category === "TP") {
        expect(matching.pairs).toContainEqual(expect.objectContaining({ reference: ref - 1, prediction: seg - 1 }));
      }
    }
  });
});
