import { describe, expect, it } from "vitest";
import type { EvaluationCase } from "../evaluation-case.js";
import { getProtocol } from "../protocols/list-protocols.js";
import { fBeta } from "../scoring/score-counts.js";
import { createEvaluation, type Evaluation } from "./create-evaluation.js";
import { evaluateCases } from "./evaluate-cases.js";

const at = (x: number, score?: number): EvaluationCase["reference"][number] => ({
  centreVoxel: [x, 0, 0],
  sizeVoxels: 8,
  ...(score !== undefined && { score }),
});
const cases: readonly EvaluationCase[] = [
  {
    id: "a",
    spacingMm: [1, 1, 2],
    reference: [at(0), at(40)],
    prediction: [at(1, 0.9), at(80, 0.6)],
    overlap: [[0, 0, 6]],
    covariates: { sequence: "SWI", echoTimeMs: 20 },
  },
  {
    id: "b",
    spacingMm: [1, 1, 2],
    reference: [],
    prediction: [at(9, 0.2)],
    covariates: { sequence: "GRE", echoTimeMs: 32.5 },
  },
];
const protocol = getProtocol("centroid-3mm");

describe("createEvaluation", () => {
  it("gives the same result when fed case by case, and can be read on the way", () => {
    const evaluation = createEvaluation(protocol);
    for (const each of cases) evaluation.add(each);
    expect(evaluation.result()).toEqual(evaluateCases(cases, protocol));
    evaluation.add({ ...(cases[0] as EvaluationCase), id: "c" });
    expect(evaluation.result().cases).toHaveLength(3);
  });
  it("gives the same while others have their turn, and stops between resamples when told", async () => {
    const options = {
      strata: { covariates: { sequence: "values" }, features: { diameterMm: [5] }, locations: true },
      intervals: { resamples: 100_000, method: "bca" },
    } as const;
    const fill = (resamples: number): Evaluation => {
      const evaluation = createEvaluation(protocol, { ...options, intervals: { ...options.intervals, resamples } });
      for (const each of cases) evaluation.add(each);
      return evaluation;
    };
    expect(await fill(200).resultAsync()).toEqual(fill(200).result());
    const controller = new AbortController();
    const reason = new Error("enough");
    setTimeout(() => controller.abort(reason), 1);
    await expect(fill(100_000).resultAsync({ signal: controller.signal })).rejects.toBe(reason);
  });
  it("refuses more resamples than memory holds", () => {
    expect(() => createEvaluation(protocol, { intervals: { resamples: 100_001 } })).toThrow("from 1 to 100000");
  });
  it("hands the matching of the case back", () => {
    const { matching } = createEvaluation(protocol).add(cases[0] as EvaluationCase);
    expect(matching.pairs).toEqual([{ reference: 0, prediction: 0, value: 1 }]);
  });
  it("adds Fβ to scans, sums, averages and intervals where a β is chosen", () => {
    const { cases: scans, pooled, macro, intervals } = evaluateCases(cases, protocol, { beta: 2 });
    // Scan a: 1 hit, 1 miss, 1 false positive; scan b: 1 false positive and nothing to find.
    expect(scans.map(({ fBeta }) => fBeta)).toEqual([0.5, 0]);
    expect(pooled.fBeta).toBeCloseTo((5 * 1) / (5 * 1 + 4 * 1 + 2), 12);
    expect(pooled.fBeta).toBeCloseTo(fBeta(pooled, 2), 12);
    expect(macro["fBeta"]?.mean).toBe(0.25);
    expect(intervals?.pooled.fBeta?.estimate).toBe(pooled.fBeta);
    expect(intervals?.macro["fBeta"]?.estimate).toBe(0.25);
    const plain = evaluateCases(cases, protocol, { beta: 1 }).pooled;
    expect(plain.fBeta).toBeCloseTo(plain.f1, 12);
    expect(evaluateCases(cases, protocol).pooled).not.toHaveProperty("fBeta");
    expect(() => createEvaluation(protocol, { beta: 0 })).toThrow("beta is 0");
  });
});
