import { describe, expect, it } from "vitest";
import { upstreamPublished } from "../protocols/upstream-published.js";
import type { ScanRow } from "../scoring/aggregate-scores.js";
import { scoreCounts } from "../scoring/score-counts.js";
import type { MeanSummary } from "../statistics/summarise.js";
import { readFixture } from "../testdata/read-fixture.js";
import { binLabel } from "./bin-label.js";
import { type ScanStratum, stratifyScans } from "./stratify-scans.js";
import { summariseByOutcome } from "./summarise-by-outcome.js";

type Cell = string | number | null;
interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}
const strata = readFixture<{
  readonly columns: readonly string[];
  readonly studies: readonly (readonly Cell[])[];
  readonly published: Readonly<Record<"bySeqTypeAndCmbLevel" | "byResLevel" | "byTE" | "byAtLeast10Cmb", Table>>;
}>("upstream/stratified_detection.json");

const { parameters } = upstreamPublished;
type Study = ScanRow & { readonly covariates: Readonly<Record<string, Cell>> };

const studies = strata.studies.map((row): Study => {
  const covariates = Object.fromEntries(strata.columns.map((name, n) => [name, row[n] ?? null]));
  const at = (name: string): number => Number(covariates[name]);
  const counts = {
    truePositives: at("TP"),
    falsePositives: at("FP"),
    falseNegatives: at("FN"),
    referenceCount: at("nTrue"),
    predictionCount: at("nPred"),
  };
  return { ...counts, ...scoreCounts(counts, parameters), covariates };
});

function strataOf(names: readonly string[], keyOf: (study: Study) => readonly Cell[]): Map<string, ScanStratum> {
  const found = stratifyScans(
    studies,
    (study) => {
      const key = [study.covariates["dataset"] ?? null, ...keyOf(study)];
      return key.includes(null) ? undefined : key.join(" ");
    },
    // A stratum's false positives per scan are over its listed scans.
    { ...parameters, falsePositivesOver: "all" },
  );
  expect(names.length).toBeGreaterThan(0);
  return new Map(found.map((stratum) => [stratum.name, stratum]));
}

/** A published cell is rounded to the decimals that it shows. */
function expectRounded(actual: number | undefined, cell: Cell | undefined, decimals: number): void {
  expect(Math.abs((actual ?? Number.NaN) - Number(cell))).toBeLessThanOrEqual(0.5 * 10 ** -decimals + 1e-9);
}

function expectMeanAndSpread(summary: MeanSummary | undefined, cell: Cell | undefined, decimals: number): void {
  const [mean, spread] = String(cell).split(" ± ");
  expectRounded(summary?.mean, mean ?? null, decimals);
  if (spread === "nan") expect(summary?.standardDeviation).toBeNaN();
  else expectRounded(summary?.standardDeviation, spread ?? null, decimals);
}

describe("published strata of the runs", () => {
  it.each(["byResLevel", "byTE"] as const)("%s", (name) => {
    const { columns, rows } = strata.published[name];
    const field = columns[1] ?? "";
    const found = strataOf(columns, ({ covariates }) => [covariates[field] ?? null]);
    for (const [dataset, level, tp, fp, fn, scans, p, r, f1, fpScan, fpCmb, fnScan, fnCmb] of rows) {
      const stratum = found.get(`${dataset} ${level}`);
      const pooled = stratum?.pooled;
      expect([pooled?.truePositives, pooled?.falsePositives, pooled?.falseNegatives]).toEqual([tp, fp, fn]);
      expect(stratum?.scanCount).toBe(scans);
      expectRounded(pooled?.precision, p, 3);
      expectRounded(pooled?.recall, r, 3);
      expectRounded(pooled?.f1, f1, 3);
      expectRounded(pooled?.falsePositivesPerScan, fpScan, 3);
      expectRounded(pooled?.falsePositivesPerMicrobleed, fpCmb, 3);
      expectRounded(pooled?.falseNegativesPerScan, fnScan, 3);
      expectRounded((pooled?.falseNegatives ?? 0) / (pooled?.referenceCount ?? 0), fnCmb, 3);
    }
    expect(found.size).toBe(rows.length);
  });
  it("byAtLeast10Cmb", () => {
    const { columns, rows } = strata.published.byAtLeast10Cmb;
    const found = strataOf(columns, ({ referenceCount }) => [binLabel(referenceCount, [10]) ?? null]);
    for (const [dataset, isMany, tp, fp, fn, scans, p, r, f1, fpScan] of rows) {
      const stratum = found.get(`${dataset} ${isMany === "yes" ? ">=10" : "<10"}`);
      const pooled = stratum?.pooled;
      expect([pooled?.truePositives, pooled?.falsePositives, pooled?.falseNegatives]).toEqual([tp, fp, fn]);
      expect(stratum?.scanCount).toBe(scans);
      expectRounded(pooled?.precision, p, 6);
      expectRounded(pooled?.recall, r, 6);
      expectRounded(pooled?.f1, f1, 6);
      expectRounded(pooled?.falsePositivesPerScan, fpScan, 6);
    }
  });
  it("bySeqTypeAndCmbLevel", () => {
    const { columns, rows } = strata.published.bySeqTypeAndCmbLevel;
    const found = strataOf(columns, ({ covariates }) => [
      covariates["seq_type"] ?? null,
      covariates["CMB_level"] ?? null,
    ]);
    for (const [dataset, sequence, level, tp, fp, fn, p, r, f1, f1Star, globF1] of rows) {
      const stratum = found.get(`${dataset} ${sequence} ${level}`);
      const pooled = stratum?.pooled;
      expect([pooled?.truePositives, pooled?.falsePositives, pooled?.falseNegatives]).toEqual([tp, fp, fn]);
      expectMeanAndSpread(stratum?.macro["precision"], p, 3);
      expectMeanAndSpread(stratum?.macro["recall"], r, 3);
      expectMeanAndSpread(stratum?.macro["f1"], f1, 3);
      // F1* is formed from the means after they were rounded to three decimals.
      const means = [stratum?.macro["precision"]?.mean, stratum?.macro["recall"]?.mean].map(round3);
      expectRounded(harmonicMean(means[0] ?? Number.NaN, means[1] ?? Number.NaN), f1Star, 3);
      expectRounded(pooled?.f1, globF1, 6);
    }
  });
});

function round3(value: number | undefined): number {
  return Math.round((value ?? Number.NaN) * 1000) / 1000;
}

function harmonicMean(a: number, b: number): number {
  return (2 * a * b) / (a + b);
}

describe("published shape by outcome", () => {
  const shape = readFixture<{
    readonly columns: readonly string[];
    readonly cmbs: readonly (readonly [dataset: string, call: "TP" | "FN", ...features: (number | null)[]])[];
    readonly publishedMeanStd: Readonly<Record<"FN" | "TP", Readonly<Record<string, readonly Cell[]>>>>;
    readonly publishedColumns: readonly string[];
  }>("upstream/gt_shape_features_by_call.json");
  const names = shape.columns.slice(2);
  const summaries = summariseByOutcome(
    shape.cmbs.map(([dataset, call, ...values]) => ({
      outcome: `${call} ${dataset}`,
      features: Object.fromEntries(names.map((name, n) => [name, values[n] ?? Number.NaN])),
    })),
  );
  it.each(["FN", "TP"] as const)("of %s", (call) => {
    for (const [dataset, [count, ...cells]] of Object.entries(shape.publishedMeanStd[call])) {
      const summary = summaries.find(({ outcome }) => outcome === `${call} ${dataset}`);
      expect(summary?.lesionCount).toBe(count);
      for (const [n, cell] of cells.entries()) {
        expectMeanAndSpread(summary?.features[shape.publishedColumns[n + 1] ?? ""], cell, 2);
      }
    }
  });
});
