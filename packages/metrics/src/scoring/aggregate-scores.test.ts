import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AggregationConventions, aggregateScores, type ScanRow } from "./aggregate-scores.js";
import { scoreCounts } from "./score-counts.js";

const conventions: AggregationConventions = {
  emptyPair: "undefined",
  emptyReference: "formula",
  emptyPrediction: "formula",
  noTruePositives: "zero",
  averagedScans: "all",
  falsePositivesOver: "all",
};
function scan(tp: number, fp: number, fn: number): ScanRow {
  const counts = {
    truePositives: tp,
    falsePositives: fp,
    falseNegatives: fn,
    referenceCount: tp + fn,
    predictionCount: tp + fp,
  };
  return { ...counts, ...scoreCounts(counts, conventions) };
}
const scans = [scan(2, 0, 0), scan(1, 3, 1), scan(0, 0, 0), scan(0, 2, 0)];

describe("aggregateScores", () => {
  it("pools by summed counts, averages each scan's value and passes undefined values over", () => {
    const { pooled, macro, median } = aggregateScores(scans, conventions);
    expect(pooled).toMatchObject({
      truePositives: 3,
      falsePositives: 5,
      falseNegatives: 1,
      precision: 3 / 8,
      recall: 0.75,
    });
    expect(macro["recall"]).toEqual({ mean: 0.75, standardDeviation: Math.SQRT1_2 / 2, count: 2 });
    expect(median["precision"]).toEqual({ median: 0.25, q1: 0.125, q3: 0.625, count: 3 });
    expect(macro.f1OfMeans.mean).toBeCloseTo((2 * 0.75 * (1.25 / 3)) / (0.75 + 1.25 / 3), 12);
  });
  it("divides false positives by the scans that were chosen", () => {
    const perScan = (falsePositivesOver: AggregationConventions["falsePositivesOver"]): number =>
      aggregateScores(scans, { ...conventions, falsePositivesOver }).pooled.falsePositivesPerScan;
    expect(perScan("all")).toBe(5 / 4);
    expect(perScan("nonEmpty")).toBe(5 / 3);
    expect(perScan("withReference")).toBe(5 / 2);
  });
  it("leaves scans without any lesion out of macro and median where that was chosen", () => {
    const { macro } = aggregateScores(scans, { ...conventions, averagedScans: "nonEmpty" });
    expect(macro["falsePositives"]?.count).toBe(3);
  });
  it("adds scans that are empty on both sides and not listed", () => {
    const { pooled, macro } = aggregateScores(scans, { ...conventions, emptyPair: "one" }, 6);
    expect(pooled.scanCount).toBe(10);
    expect(pooled.falsePositivesPerScan).toBe(0.5);
    expect(macro["recall"]?.count).toBe(8);
  });
  it("gives the median of false positives over scans", () => {
    expect(aggregateScores(scans, conventions).pooled.falsePositivesMedian).toBe(1);
  });
  it("gives undefined rates for no scans", () => {
    expect(aggregateScores([], conventions).pooled.precision).toBeNaN();
  });
});

describe("properties", () => {
  it("the order of the scans changes nothing", () => {
    const rows = fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.nat(5)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(rows, (list) => {
        const forth = aggregateScores(
          list.map(([a, b, c]) => scan(a, b, c)),
          conventions,
        );
        const back = aggregateScores(
          [...list].reverse().map(([a, b, c]) => scan(a, b, c)),
          conventions,
        );
        expect(back).toEqual(forth);
      }),
    );
  });
});
