import type { ScanRecord } from "../evaluation/scan-record.js";
import type { AggregationConventions } from "../scoring/aggregate-scores.js";
import { type ScanCounts, scoreCounts } from "../scoring/score-counts.js";
import type { StatisticGroup } from "./statistic-group.js";
import { weightedQuantile } from "./weighted-quantile.js";

const NAMES = [
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
] as const;

/** Quantities of the pooled scores that have an interval. @since 0.1.0 */
export type PooledQuantity = (typeof NAMES)[number];

/**
 * The pooled scores of a result as functions of the draws.
 *
 * @param records - scans
 * @param conventions - empty sides and denominators
 * @returns one statistic for each {@link PooledQuantity}
 * @internal
 */
export function pooledGroup(records: readonly ScanRecord[], conventions: AggregationConventions): StatisticGroup {
  const columns = countColumns(records);
  const falsesByScan = weightedQuantile(columns.falsePositives);
  const isCounted = Float64Array.from(records, ({ result }) => Number(isInDenominator(result, conventions)));
  return {
    names: NAMES,
    measureInto: (weights, out, offset) => {
      const counts = {} as Record<keyof ScanCounts, number>;
      for (const name of COUNTS) counts[name] = dot(columns[name], weights);
      const scanCount = dot(isCounted, weights);
      const { precision, recall, f1 } = scoreCounts(counts, conventions);
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
          (2 * dot(columns.overlap, weights)) / dot(columns.sizes, weights),
          dot(columns.diceSum, weights) / dot(columns.diceCount, weights),
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

function countColumns(records: readonly ScanRecord[]): Readonly<Record<Column, Float64Array>> {
  const column = (of: (record: ScanRecord) => number): Float64Array => Float64Array.from(records, of);
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

/** Scans that were not drawn do not count, even where their number is undefined. */
function dot(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let n = 0; n < values.length; n++) {
    const weight = weights[n] as number;
    if (weight !== 0) sum += weight * (values[n] as number);
  }
  return sum;
}
