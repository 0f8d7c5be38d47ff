import type { ScanRecord } from "../evaluation/scan-record.js";
import type { AggregationConventions } from "../scoring/aggregate-scores.js";
import { fBetaOfRates, type ScanCounts, scoreCounts } from "../scoring/score-counts.js";
import type { StatisticGroup } from "./statistic-group.js";
import { weightedQuantile } from "./weighted-quantile.js";
import { weightedSum } from "./weighted-sum.js";

/** Quantities of the pooled scores that have an interval. @since 0.1.0 */
export type PooledQuantity =
  | "precision"
  | "recall"
  | "f1"
  | "falsePositivesPerScan"
  | "falsePositivesPerMicrobleed"
  | "falsePositivesMedian"
  | "truePositivesPerScan"
  | "falseNegativesPerScan"
  | "dice"
  | "dicePerLesion";

const NAMES: readonly PooledQuantity[] = [
  "precision",
  "recall",
  "f1",
  "falsePositivesPerScan",
  "falsePositivesPerMicrobleed",
  "falsePositivesMedian",
  "truePositivesPerScan",
  "falseNegativesPerScan",
  "dice",
  "dicePerLesion",
];

/**
 * The pooled scores of a result as functions of the draws.
 *
 * @param records - scans
 * @param conventions - empty sides and denominators
 * @param beta - adds `fBeta` where given
 * @returns one statistic for each {@link PooledQuantity}
 * @internal
 */
export function pooledGroup(
  records: readonly ScanRecord[],
  conventions: AggregationConventions,
  beta?: number,
): StatisticGroup {
  const columns = sumsOf(records);
  const falsesByScan = weightedQuantile(Float64Array.from(records, ({ result }) => result.falsePositives));
  const scansOf = weightedSum(Float64Array.from(records, ({ result }) => Number(isInDenominator(result, conventions))));
  return {
    names: beta === undefined ? NAMES : [...NAMES, "fBeta"],
    measureInto: (weights, out, offset) => {
      const counts = {} as Record<keyof ScanCounts, number>;
      for (const name of COUNTS) counts[name] = columns[name](weights);
      const scanCount = scansOf(weights);
      const rates = scoreCounts(counts, conventions);
      const { precision, recall, f1 } = rates;
      const { truePositives } = counts;
      out.set(
        [
          precision,
          recall,
          f1,
          counts.falsePositives / scanCount,
          counts.referenceCount === 0 ? Number.NaN : counts.falsePositives / counts.referenceCount,
          falsesByScan(weights, 0.5),
          counts.truePositives / scanCount,
          counts.falseNegatives / scanCount,
          (2 * columns.overlap(weights)) / columns.sizes(weights),
          columns.diceSum(weights) / columns.diceCount(weights),
          ...(beta === undefined ? [] : [fBetaOfRates({ ...rates, truePositives }, beta)]),
        ],
        offset,
      );
    },
  };
}

const COUNTS = [
  "truePositives",
  "falsePositives",
  "falseNegatives",
  "referenceCount",
  "predictionCount",
] as const satisfies readonly (keyof ScanCounts)[];

type Column = (typeof COUNTS)[number] | "overlap" | "sizes" | "diceSum" | "diceCount";

function sumsOf(records: readonly ScanRecord[]): Readonly<Record<Column, ReturnType<typeof weightedSum>>> {
  const column = (of: (record: ScanRecord) => number): ReturnType<typeof weightedSum> =>
    weightedSum(Float64Array.from(records, of));
  return {
    truePositives: column(({ result }) => result.truePositives),
    falsePositives: column(({ result }) => result.falsePositives),
    falseNegatives: column(({ result }) => result.falseNegatives),
    referenceCount: column(({ result }) => result.referenceCount),
    predictionCount: column(({ result }) => result.predictionCount),
    overlap: column(({ pairs }) => pairs.overlap),
    sizes: column(({ pairs }) => pairs.sizes),
    // Pairs without a Dice are passed over, as summariseMean does.
    diceSum: column(({ pairs }) => pairs.dice.reduce((sum, dice) => sum + (Number.isNaN(dice) ? 0 : dice), 0)),
    diceCount: column(({ pairs }) => pairs.dice.filter((dice) => !Number.isNaN(dice)).length),
  };
}

function isInDenominator(
  { referenceCount, predictionCount }: ScanCounts,
  { falsePositivesOver }: AggregationConventions,
): boolean {
  if (falsePositivesOver === "all") return true;
  return referenceCount > 0 || (falsePositivesOver === "nonEmpty" && predictionCount > 0);
}
