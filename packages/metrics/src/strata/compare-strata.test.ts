import { describe, expect, it } from "vitest";
import type { CaseResult } from "../evaluation/case-result.js";
import type { EvaluationResult } from "../evaluation/create-evaluation.js";
import { evaluateCases } from "../evaluation/evaluate-cases.js";
import type { EvaluationCase } from "../evaluation-case.js";
import { getProtocol } from "../protocols/list-protocols.js";
import { scanOf } from "../testdata/simulated-scans.js";
import { adjustPValues } from "../uncertainty/adjust-p-values.js";
import { pairedBootstrap } from "../uncertainty/paired-bootstrap.js";
import { pairedPermutationTest } from "../uncertainty/paired-permutation-test.js";
import { compareStrata } from "./compare-strata.js";

const protocol = getProtocol("centroid-3mm");
type Counts = readonly [found: number, missed: number, invented: number];
const firstCounts: readonly Counts[] = [
  [3, 0, 1],
  [2, 1, 0],
  [4, 1, 2],
  [1, 0, 0],
  [2, 2, 0],
  [0, 1, 1],
  [3, 1, 1],
];
const secondCounts: readonly Counts[] = [
  [1, 2, 2],
  [2, 1, 1],
  [1, 4, 0],
  [0, 1, 3],
  [2, 2, 1],
  [0, 1, 0],
  [1, 3, 0],
];

function resultOf(counts: readonly Counts[], patients?: readonly string[]): EvaluationResult {
  const cases = counts.map(
    (each, n): EvaluationCase => ({
      ...scanOf(String(n), each),
      covariates: { sequence: n < 4 ? "GRE" : "SWI", echoTimeMs: n === 0 ? null : 20 + n },
      ...(patients?.[n] !== undefined && { patient: patients[n] }),
    }),
  );
  return evaluateCases(cases, protocol, { intervals: "none" });
}

const pooledRecall = (cases: readonly CaseResult[]): number => {
  const sum = (name: "truePositives" | "referenceCount"): number =>
    cases.reduce((total, each) => total + each[name], 0);
  return sum("truePositives") / sum("referenceCount");
};

describe("compareStrata", () => {
  const [first, second] = [resultOf(firstCounts), resultOf(secondCounts)];
  const strata = compareStrata(first, second, { sequence: "values" }, { seed: 5, resamples: 400, confidence: 0.9 });

  it("gives what the paired tests give on the scans of each stratum", () => {
    expect(strata.map(({ covariate, name, scanCount }) => [covariate, name, scanCount])).toEqual([
      ["sequence", "GRE", 4],
      ["sequence", "SWI", 3],
    ]);
    for (const [n, range] of [
      [0, [0, 4]],
      [1, [4, 7]],
    ] as const) {
      const [left, right] = [first.cases.slice(...range), second.cases.slice(...range)];
      const recall = strata[n]?.differences.find(({ quantity }) => quantity === "pooled recall");
      const boot = pairedBootstrap(left, right, pooledRecall, { seed: 5, resamples: 400, confidence: 0.9 });
      expect(recall).toMatchObject({ first: pooledRecall(left), second: pooledRecall(right), ...boot });
      const test = pairedPermutationTest(left, right, pooledRecall, { seed: 5, permutations: 400 });
      expect(recall?.permutationPValue).toBe(test.pValue);
    }
  });

  it("exchanges whole patients, at random where there are too many to try all", () => {
    const patients = ["a", "b", "a", "c", "d", "e", "e"];
    const all = { referenceCount: [0] };
    const [whole] = compareStrata(resultOf(firstCounts, patients), resultOf(secondCounts, patients), all, {
      seed: 2,
      resamples: 20,
    });
    const groups = ({ cases }: EvaluationResult): CaseResult[][] =>
      ["a", "b", "c", "d", "e"].map((name) => cases.filter((_, n) => patients[n] === name));
    const statistic = (units: readonly (readonly CaseResult[])[]): number => pooledRecall(units.flat());
    const test = pairedPermutationTest(groups(first), groups(second), statistic, { seed: 2, permutations: 20 });
    const recall = whole?.differences.find(({ quantity }) => quantity === "pooled recall");
    expect(recall?.permutationPValue).toBe(test.pValue);
    expect(recall).toMatchObject(pairedBootstrap(groups(first), groups(second), statistic, { seed: 2, resamples: 20 }));
  });

  it("corrects each quantity for the number of strata by Holm", () => {
    for (const [q, { quantity }] of (strata[0]?.differences ?? []).entries()) {
      const raw = strata.map(({ differences }) => differences[q]?.permutationPValue ?? Number.NaN);
      expect(
        strata.map(({ differences }) => differences[q]?.adjustedPValue),
        quantity,
      ).toEqual(adjustPValues(raw, "holm"));
    }
  });

  it("leaves out scans without the covariate, and knows no spread from one scan", () => {
    const byEcho = compareStrata(first, second, { echoTimeMs: [22] }, { resamples: 50 });
    expect(byEcho.map(({ name, scanCount }) => [name, scanCount])).toEqual([
      ["<22", 1],
      [">=22", 5],
    ]);
    expect(byEcho[0]?.differences[0]?.interval.lower).toBeNaN();
    expect(byEcho[0]?.differences[0]?.pValue).toBeNaN();
    // Exchanging the systems of a single scan turns the difference round: nothing is less extreme.
    expect(byEcho[0]?.differences[1]?.permutationPValue).toBe(1);
  });

  it("refuses other rules and other scans", () => {
    const other = evaluateCases([], getProtocol("point-hit"), { intervals: "none" });
    expect(() => compareStrata(first, other, {})).toThrow("different protocols");
    expect(() => compareStrata(first, resultOf(secondCounts.slice(1)), {})).toThrow("scan 6 is 6 in the first");
  });
});
