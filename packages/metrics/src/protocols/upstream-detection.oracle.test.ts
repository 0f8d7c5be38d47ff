import { describe, expect, it } from "vitest";
import { classifyScans } from "../classification/classify-scans.js";
import { type AggregationConventions, aggregateScores, type ScanRow } from "../scoring/aggregate-scores.js";
import { scoreCounts } from "../scoring/score-counts.js";
import { summariseMean } from "../statistics/summarise.js";
import { readFixture } from "../testdata/read-fixture.js";
import type { Protocol } from "./protocol.js";
import { upstreamHead } from "./upstream-head.js";
import { upstreamPublished } from "./upstream-published.js";

type Summary = { readonly mean: number | null; readonly std: number | null };
interface Rates {
  readonly Precision: number | null;
  readonly Recall: number | null;
  readonly "F1-Score": number | null;
  readonly Specificity: number | null;
}

interface Run {
  readonly model: string;
  readonly dataset: string;
  readonly criterion: string;
  readonly location: string | null;
  readonly nStudiesInDataset: number;
  readonly studies: readonly (readonly [tp: number, fp: number, fn: number, nTrue: number, nPred: number])[];
  readonly diceTP: readonly (readonly [overlap: number, pred: number, gt: number])[];
  readonly published: {
    readonly detection: Readonly<Record<string, number | null | Summary>>;
    readonly segmentation: {
      readonly "Macro - DiceTP Score": Summary;
      readonly "Micro - DiceTP Score": number | null;
    };
    readonly classification: readonly {
      readonly threshold: number;
      readonly cm: { readonly tp: number; readonly fp: number; readonly fn: number; readonly tn: number };
      readonly published: Rates;
      readonly correct?: Rates;
    }[];
  };
}

/** The tables carry 16 digits; sums in another order leave the last few. */
function expectValue(actual: number | undefined, expected: number | null | undefined): void {
  if (expected === null || expected === undefined) expect(actual ?? Number.NaN).toBeNaN();
  else expect(actual).toBeCloseTo(expected, 12);
}

function scanRow(run: Run["studies"][number], conventions: AggregationConventions): ScanRow {
  const [truePositives, falsePositives, falseNegatives, referenceCount, predictionCount] = run;
  const counts = { truePositives, falsePositives, falseNegatives, referenceCount, predictionCount };
  const perMicrobleed = referenceCount === 0 ? Number.NaN : falsePositives / referenceCount;
  return { ...counts, ...scoreCounts(counts, conventions), falsePositivesPerMicrobleed: perMicrobleed };
}

const MICRO = {
  "Micro - Precision": "precision",
  "Micro - Recall": "recall",
  "Micro - F1": "f1",
  "Micro - FPavg": "falsePositivesPerScan",
  "Micro - FPcmb": "falsePositivesPerMicrobleed",
  "Micro - TP": "truePositives",
  "Micro - FP": "falsePositives",
  "Micro - FN": "falseNegatives",
  "Micro - n_true_cmb": "referenceCount",
  "Micro - n_pred_cmb": "predictionCount",
} as const;
const MACRO = {
  "Macro - Precision": "precision",
  "Macro - Recall": "recall",
  "Macro - F1": "f1",
  "Macro - FPavg": "falsePositives",
  "Macro - FPcmb": "falsePositivesPerMicrobleed",
} as const;

const files: readonly (readonly [string, Protocol])[] = [
  ["upstream/detection_distance.json", upstreamPublished],
  ["upstream/detection_overlap.json", upstreamHead],
];

describe.each(files)("published tables of %s", (file, { parameters }) => {
  const { runs } = readFixture<{ readonly runs: readonly Run[] }>(file);
  it.each(runs)("$model $dataset $criterion $location", (run) => {
    const unlisted = run.nStudiesInDataset - run.studies.length;
    const rows = run.studies.map((study) => scanRow(study, parameters));
    const { pooled, macro } = aggregateScores(rows, parameters, unlisted);
    for (const [name, field] of Object.entries(MICRO)) {
      expectValue(pooled[field], run.published.detection[name] as number | null);
    }
    for (const [name, field] of Object.entries(MACRO)) {
      const { mean, std } = run.published.detection[name] as Summary;
      expectValue(macro[field]?.mean, mean);
      expectValue(macro[field]?.standardDeviation, std);
    }
    const dices = run.diceTP.map(([overlap, pred, gt]) => (2 * overlap) / (pred + gt));
    expectValue(summariseMean(dices).mean, run.published.segmentation["Macro - DiceTP Score"].mean);
    expectValue(summariseMean(dices).standardDeviation, run.published.segmentation["Macro - DiceTP Score"].std);
    const sum = (column: 0 | 1 | 2): number => run.diceTP.reduce((total, row) => total + row[column], 0);
    expectValue((2 * sum(0)) / (sum(1) + sum(2)), run.published.segmentation["Micro - DiceTP Score"]);
    for (const table of run.published.classification) {
      const classify = (scoredClass: "positive" | "negative"): ReturnType<typeof classifyScans>[number] | undefined =>
        classifyScans(rows, { thresholds: [table.threshold], scoredClass, unlistedEmptyScans: unlisted })[0];
      const published = classify(parameters.classifiedClass);
      expect(published?.confusion).toEqual({
        truePositives: table.cm.tp,
        falsePositives: table.cm.fp,
        falseNegatives: table.cm.fn,
        trueNegatives: table.cm.tn,
      });
      expectRates(published?.scores, table.published);
      if (table.correct) expectRates(classify("positive")?.scores, table.correct);
    }
  });
});

function expectRates(scores: ReturnType<typeof classifyScans>[number]["scores"] | undefined, rates: Rates): void {
  expectValue(scores?.precision, rates.Precision);
  expectValue(scores?.recall, rates.Recall);
  expectValue(scores?.f1, rates["F1-Score"]);
  expectValue(scores?.specificity, rates.Specificity);
}
