import { describe, expect, it } from "vitest";
import { binaryScores, type ConfusionCounts } from "../classification/binary-scores.js";
import { classifyScans } from "../classification/classify-scans.js";
import { aggregateScores } from "../scoring/aggregate-scores.js";
import { scoreCounts } from "../scoring/score-counts.js";
import { summariseMean } from "../statistics/summarise.js";
import { readFixture } from "../testdata/read-fixture.js";
import { upstreamCorrected } from "./upstream-corrected.js";

type Table = Readonly<Record<string, number | null>>;
interface Fixture {
  readonly sets: readonly {
    readonly set: string;
    readonly scans: readonly (readonly [
      confusion: readonly [readonly [tn: number, fp: number], readonly [fn: number, tp: number]],
      scanClass: "TP" | "FP" | "FN" | "TN",
      nTrue: number,
      nPred: number,
      nOverlap: number,
    ])[];
    readonly published: Readonly<
      Record<
        | "detection_macro_metrics"
        | "detection_micro_metrics"
        | "detection_totals_metrics"
        | "classification_metrics"
        | "macro_segmentation_metrics"
        | "micro_segmentation_metrics",
        Table
      >
    >;
  }[];
}

const { sets } = readFixture<Fixture>("upstream/voxel_and_cc_level_eval.json");
// This older script counts every scan and a scan without a hit as 0.
const { parameters } = upstreamCorrected;

/** The tables are rounded to four decimals. */
function expectRounded(actual: number | undefined, expected: number | null | undefined): void {
  if (expected === null || expected === undefined) expect(actual).toBeNaN();
  else expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(0.5e-4 + 1e-12);
}

describe("the component and voxel evaluation of May 2024", () => {
  it.each(sets)("$set", ({ scans, published }) => {
    const rows = scans.map(([, , referenceCount, predictionCount, truePositives]) => {
      const falsePositives = Math.max(predictionCount - truePositives, 0);
      const falseNegatives = referenceCount - truePositives;
      const counts = { truePositives, falsePositives, falseNegatives, referenceCount, predictionCount };
      return { ...counts, ...scoreCounts(counts, parameters), perMicrobleed: falsePositives / referenceCount };
    });
    const { pooled, macro } = aggregateScores(rows, parameters);
    const macroTable = published.detection_macro_metrics;
    expectRounded(macro["recall"]?.mean, macroTable["TPR"]);
    expectRounded(macro["precision"]?.mean, macroTable["PPV"]);
    expectRounded(macro.f1OfMeans.mean, macroTable["F1"]);
    expectRounded(macro["falsePositives"]?.mean, macroTable["FPavg"]);
    expectRounded(macro["truePositives"]?.mean, macroTable["TPavg"]);
    expectRounded(macro["falseNegatives"]?.mean, macroTable["FNavg"]);
    expectRounded(macro["perMicrobleed"]?.mean, macroTable["FPcmb_avg"]);
    const micro = published.detection_micro_metrics;
    expectRounded(pooled.recall, micro["TPR"]);
    expectRounded(pooled.precision, micro["PPV"]);
    expectRounded(pooled.f1, micro["F1"]);
    expectRounded(pooled.falsePositivesPerScan, micro["FPavg"]);
    expectRounded(pooled.truePositivesPerScan, micro["TPavg"]);
    expectRounded(pooled.falseNegativesPerScan, micro["FNavg"]);
    expectRounded(pooled.falsePositivesPerMicrobleed, micro["FPcmb_avg"]);
    expectRounded(pooled.falsePositivesMedian, micro["FPmedian"]);
    const totals = published.detection_totals_metrics;
    expect([pooled.referenceCount, pooled.predictionCount, pooled.truePositives]).toEqual([
      totals["true_CC"],
      totals["pred_CC"],
      totals["overlap_CC"],
    ]);
    expectClassification(scans, published.classification_metrics);
    expectSegmentation(scans, published);
  });
});

type Scans = Fixture["sets"][number]["scans"];

function expectClassification(scans: Scans, table: Table): void {
  const counts = scans.map(([, , referenceCount, predictionCount]) => ({ referenceCount, predictionCount }));
  const [any] = classifyScans(counts, { thresholds: [1], scoredClass: "positive" });
  const of = (name: string): number => scans.filter(([, scanClass]) => scanClass === name).length;
  expect(any?.confusion.truePositives).toBe(of("TP"));
  expect(any?.confusion.falseNegatives).toBe(of("FN"));
  expectRounded(any?.scores.recall, table["TPR"]);
  expectRounded(any?.scores.precision, table["PPV"]);
  expectRounded(any?.scores.f1, table["F1"]);
  expectRounded(any?.scores.accuracy, table["ACC"]);
  // The script writes 0 for a specificity without negatives; it is undefined.
  if (of("TN") + of("FP") === 0) expect([any?.scores.specificity, table["TNR"]]).toEqual([Number.NaN, 0]);
  else expectRounded(any?.scores.specificity, table["TNR"]);
}

function expectSegmentation(scans: Scans, published: Fixture["sets"][number]["published"]): void {
  const confusions = scans.map(
    ([[[trueNegatives, falsePositives], [falseNegatives, truePositives]]]): ConfusionCounts => ({
      trueNegatives,
      falsePositives,
      falseNegatives,
      truePositives,
    }),
  );
  const perScan = confusions.map(binaryScores);
  const sum = (name: keyof ConfusionCounts): number => confusions.reduce((total, each) => total + each[name], 0);
  const micro = binaryScores({
    truePositives: sum("truePositives"),
    falsePositives: sum("falsePositives"),
    falseNegatives: sum("falseNegatives"),
    trueNegatives: sum("trueNegatives"),
  });
  const names = { Precision: "precision", Recall: "recall", "F1-Score": "f1", Specificity: "specificity" } as const;
  for (const [name, field] of Object.entries(names)) {
    const macro = summariseMean(perScan.map((scores) => scores[field])).mean;
    expect(micro[field]).toBeCloseTo(published.micro_segmentation_metrics[name] as number, 12);
    expect([name, macro]).toEqual([name, expect.closeTo(published.macro_segmentation_metrics[name] as number, 12)]);
  }
}
