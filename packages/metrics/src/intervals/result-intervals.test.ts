import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EvaluationResult } from "../evaluation/create-evaluation.js";
import { evaluateCases } from "../evaluation/evaluate-cases.js";
import type { EvaluationCase } from "../evaluation-case.js";
import { getProtocol, listProtocols } from "../protocols/list-protocols.js";
import { arbitraryCase } from "../testdata/arbitrary-case.js";
import { coverage, scanOf } from "../testdata/simulated-scans.js";
import { bootstrapInterval } from "../uncertainty/bootstrap-interval.js";
import type { IntervalEstimate } from "./bootstrap-group.js";
import type { ResultIntervals } from "./result-intervals.js";

const protocol = getProtocol("centroid-3mm");

const scans = [scanOf("a", [2, 1, 0]), scanOf("b", [0, 0, 3]), scanOf("c", [1, 4, 1]), scanOf("d", [5, 0, 1])];

function intervalsOf(result: EvaluationResult): ResultIntervals {
  if (result.intervals === null) throw new Error("the intervals were declined");
  return result.intervals;
}

type Counts = EvaluationResult["cases"][number];
const recallOf = (rows: readonly Counts[]): number => {
  const sum = (name: "truePositives" | "referenceCount"): number => rows.reduce((total, row) => total + row[name], 0);
  return sum("truePositives") / sum("referenceCount");
};

describe("resultIntervals", () => {
  it("says how it was made", () => {
    const { confidence, method, seed, resamples, unit, unitCount } = intervalsOf(evaluateCases(scans, protocol));
    expect({ confidence, method, seed, resamples, unit, unitCount }).toEqual({
      confidence: 0.95,
      method: "percentile",
      seed: 1,
      resamples: 2000,
      unit: "scan",
      unitCount: 4,
    });
  });

  it("gives known ends, which a browser gives too", () => {
    const scan = (id: string, x: number): EvaluationCase => ({
      id,
      reference: [{ centreMm: [0, 0, 0] }, { centreMm: [40, 0, 0] }],
      prediction: [{ centreMm: [x, 0, 0], score: 0.9 }],
    });
    const five = [scan("a", 1), scan("b", 9), scan("c", 2), scan("d", 41), scan("e", 80)];
    expect(intervalsOf(evaluateCases(five, protocol)).pooled.recall).toEqual({ estimate: 0.3, lower: 0.1, upper: 0.5 });
  });

  it("is left out where it is declined", () => {
    expect(evaluateCases(scans, protocol, { intervals: "none" }).intervals).toBeNull();
  });

  it.each(["percentile", "bca"] as const)("draws scans as bootstrapInterval does, by the %s method", (method) => {
    const options = { seed: 7, resamples: 300, method, confidence: 0.9 };
    const result = evaluateCases(scans, protocol, { intervals: options });
    const { lower, upper } = bootstrapInterval(result.cases, recallOf, options);
    expect(intervalsOf(result).pooled.recall).toEqual({ estimate: 8 / 13, lower, upper });
  });

  it("draws patients with all their scans where cases name one", () => {
    const patients = ["x", "y", "x", undefined];
    const cases = scans.map((scan, n) => ({ ...scan, ...(patients[n] !== undefined && { patient: patients[n] }) }));
    const result = evaluateCases(cases, protocol, { intervals: { seed: 3, resamples: 200 } });
    const intervals = intervalsOf(result);
    expect([intervals.unit, intervals.unitCount]).toEqual(["patient", 3]);
    const [a, b, c, d] = result.cases as [Counts, Counts, Counts, Counts];
    const groups = [[a, c], [b], [d]];
    const expected = bootstrapInterval(groups, (drawn) => recallOf(drawn.flat()), { seed: 3, resamples: 200 });
    expect(intervals.pooled.recall).toMatchObject({ lower: expected.lower, upper: expected.upper });
  });

  it("has no ends for a single patient, whatever the number of scans", () => {
    const cases = scans.map((scan) => ({ ...scan, patient: "x" }));
    const { pooled } = intervalsOf(evaluateCases(cases, protocol));
    expect(pooled.recall).toEqual({ estimate: 8 / 13, lower: Number.NaN, upper: Number.NaN });
  });

  it("has no curve where a prediction has no score", () => {
    const unscored = { ...scanOf("e", [1, 0, 0]), prediction: [{ centreMm: [0, 0, 0] as const }] };
    expect(intervalsOf(evaluateCases([...scans, unscored], protocol)).curve).toBeNull();
  });

  it("reaches infinity where some resamples never reach a sensitivity", () => {
    const { curve } = intervalsOf(evaluateCases(scans, protocol));
    const at70 = curve?.falsePositivesPerScanAt.find(({ sensitivity }) => sensitivity === 0.7);
    expect([at70?.estimate, at70?.upper]).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect(at70?.lower).toBeLessThan(1);
  });

  it("measures the band at 101 of the curve's rates where it has more, first and last among them", () => {
    const many = scans.map((scan, n) => ({
      ...scan,
      prediction: Array.from({ length: 40 }, (_, place) => ({
        centreMm: [500 + place, 0, 0] as const,
        score: place / 50 + n / 1000,
      })),
    }));
    const result = evaluateCases(many, protocol, { intervals: { resamples: 5 } });
    const rates = intervalsOf(result).curve?.band.map((point) => point.falsePositivesPerScan) ?? [];
    expect(result.curve?.points).toHaveLength(161);
    expect(rates).toHaveLength(101);
    expect([rates[0], rates[100]]).toEqual([0, 40]);
    expect(rates.every((rate, n) => n === 0 || rate > (rates[n - 1] as number))).toBe(true);
  });

  it("refuses options before any scan is scored", () => {
    expect(() => evaluateCases([], protocol, { intervals: { resamples: 0 } })).toThrow("resamples is 0");
    expect(() => evaluateCases([], protocol, { intervals: { confidence: 95 } })).toThrow("confidence is 95");
  });

  it("covers pooled precision, recall and false positives per scan near the nominal rate", { timeout: 60_000 }, () => {
    const covered = coverage({ trials: 60, resamples: 200, method: "percentile", scansPerPatient: 1 });
    // 60 trials at 0.95 have a standard error of 0.028; the slow test has 1000.
    for (const share of Object.values(covered)) expect(share).toBeGreaterThan(0.85);
  });
});

describe("properties", () => {
  const cohorts = fc.array(arbitraryCase(), { minLength: 1, maxLength: 5 }).map((list) =>
    list.map((scan, n) => {
      const hits = (scan.overlap ?? []).map(([r, p]) => [r, p] as const);
      return { ...scan, id: String(n), referenceCentreHits: hits, predictionCentreHits: hits };
    }),
  );
  const near = (interval: IntervalEstimate | undefined, value: number | undefined): void => {
    const { estimate } = interval ?? { estimate: Number.NaN };
    if (Number.isFinite(value)) expect(estimate).toBeCloseTo(value as number, 10);
    else expect(estimate).toBe(value);
  };

  it("the estimates are the values of the result, under every protocol", () => {
    fc.assert(
      fc.property(fc.constantFrom(...listProtocols()), cohorts, (rule, cases) => {
        const result = evaluateCases(cases, rule, { intervals: { resamples: 1 } });
        const intervals = intervalsOf(result);
        const { dicePerLesion, ...pooled } = result.pooled;
        near(intervals.pooled.dicePerLesion, dicePerLesion.mean);
        for (const [name, interval] of Object.entries(intervals.pooled)) {
          if (name !== "dicePerLesion") near(interval, pooled[name as keyof typeof pooled]);
        }
        for (const [name, summary] of Object.entries(result.macro)) near(intervals.macro[name], summary.mean);
        for (const [name, summary] of Object.entries(result.median)) near(intervals.median[name], summary.median);
        for (const [n, { threshold, scores, auroc }] of result.classification.thresholds.entries()) {
          const found = intervals.classification.thresholds[n];
          expect(found?.threshold).toBe(threshold);
          for (const [name, value] of Object.entries({ ...scores, auroc })) near(found?.scores[name], value);
        }
        for (const [name, { accuracy, kappa, quadraticKappa }] of Object.entries(result.classification.burden)) {
          const found = intervals.classification.burden[name];
          near(found?.["accuracy"], accuracy);
          if (cases.length > 1) near(found?.["kappa"], kappa);
          if (cases.length > 1) near(found?.["quadraticKappa"], quadraticKappa);
        }
        const { curve } = result;
        if (curve === null) return expect(intervals.curve).toBeNull();
        near(intervals.curve?.meanSensitivity, curve.meanSensitivity);
        near(intervals.curve?.averagePrecision, curve.averagePrecision);
        near(intervals.curve?.caseAuroc, curve.caseAuroc);
        for (const [n, each] of curve.sensitivityAt.entries())
          near(intervals.curve?.sensitivityAt[n], each.sensitivity);
        for (const [n, each] of curve.falsePositivesPerScanAt.entries()) {
          near(intervals.curve?.falsePositivesPerScanAt[n], each.falsePositivesPerScan);
        }
      }),
      { numRuns: 120 },
    );
  });

  it("ends lie in order and the band of the whole curve holds the intervals of its places", () => {
    fc.assert(
      fc.property(cohorts, (cases) => {
        const intervals = intervalsOf(evaluateCases(cases, protocol, { intervals: { resamples: 50 } }));
        for (const { lower, upper } of Object.values(intervals.pooled)) expect(lower > upper).toBe(false);
        for (const { lower, upper, bandLower, bandUpper } of intervals.curve?.band ?? []) {
          expect(bandLower > lower || bandUpper < upper).toBe(false);
        }
      }),
      { numRuns: 100 },
    );
  });
});
