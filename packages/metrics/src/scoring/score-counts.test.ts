import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fBeta, type ScoringConventions, scoreCounts } from "./score-counts.js";

const plain: ScoringConventions = {
  emptyPair: "undefined",
  emptyReference: "formula",
  emptyPrediction: "formula",
  noTruePositives: "zero",
};
const counts = (tp: number, fp: number, fn: number): Parameters<typeof scoreCounts>[0] => ({
  truePositives: tp,
  falsePositives: fp,
  falseNegatives: fn,
  referenceCount: tp + fn,
  predictionCount: tp + fp,
});

describe("scoreCounts", () => {
  it("divides by predictions for precision and by references for recall", () => {
    expect(scoreCounts(counts(3, 1, 2), plain)).toEqual({ precision: 0.75, recall: 0.6, f1: 6 / 9 });
  });
  it("gives a scan with nothing on either side what was chosen", () => {
    expect(scoreCounts(counts(0, 0, 0), plain).f1).toBeNaN();
    expect(scoreCounts(counts(0, 0, 0), { ...plain, emptyPair: "one" })).toEqual({ precision: 1, recall: 1, f1: 1 });
    expect(scoreCounts(counts(0, 0, 0), { ...plain, emptyPair: "zero" }).recall).toBe(0);
  });
  it("gives a scan without references what was chosen", () => {
    expect(scoreCounts(counts(0, 2, 0), plain)).toEqual({ precision: 0, recall: Number.NaN, f1: 0 });
    expect(scoreCounts(counts(0, 2, 0), { ...plain, emptyReference: "f1Undefined" }).f1).toBeNaN();
    expect(scoreCounts(counts(0, 2, 0), { ...plain, emptyReference: "zero" }).recall).toBe(0);
  });
  it("gives a scan without predictions what was chosen", () => {
    expect(scoreCounts(counts(0, 0, 2), plain)).toEqual({ precision: Number.NaN, recall: 0, f1: 0 });
    expect(scoreCounts(counts(0, 0, 2), { ...plain, emptyPrediction: "zero" }).precision).toBe(0);
  });
  it("leaves F1 undefined without a true positive where that was chosen", () => {
    expect(scoreCounts(counts(0, 1, 1), plain).f1).toBe(0);
    expect(scoreCounts(counts(0, 1, 1), { ...plain, noTruePositives: "undefined" }).f1).toBeNaN();
  });
});

describe("fBeta", () => {
  it("weighs recall more with beta above 1", () => {
    expect(fBeta(counts(1, 1, 0), 2)).toBeCloseTo(5 / 6, 15);
    expect(fBeta(counts(1, 0, 1), 2)).toBeCloseTo(5 / 9, 15);
    expect(fBeta(counts(0, 0, 0), 2)).toBeNaN();
  });
});

describe("properties", () => {
  it("F1 is the harmonic mean of precision and recall, and F-beta at 1 is F1", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.nat(99), fc.nat(99), (tp, fp, fn) => {
        const { precision, recall, f1 } = scoreCounts(counts(tp, fp, fn), plain);
        expect(f1).toBeCloseTo((2 * precision * recall) / (precision + recall), 12);
        expect(fBeta(counts(tp, fp, fn), 1)).toBeCloseTo(f1, 12);
      }),
    );
  });
});
