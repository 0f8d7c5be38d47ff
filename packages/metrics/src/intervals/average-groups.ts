import type { CaseResult } from "../evaluation/case-result.js";
import type { ScanRecord } from "../evaluation/scan-record.js";
import type { AggregationConventions } from "../scoring/aggregate-scores.js";
import type { StatisticGroup } from "./statistic-group.js";
import { weightedQuantile } from "./weighted-quantile.js";
import { weightedMean } from "./weighted-sum.js";

/**
 * The macro averages of a result as functions of the draws.
 *
 * @param records - scans
 * @param conventions - which scans are averaged
 * @returns one statistic for each quantity of a scan, and `f1OfMeans`
 * @internal
 */
export function macroGroup(records: readonly ScanRecord[], conventions: AggregationConventions): StatisticGroup {
  const columns = averagedColumns(records, conventions);
  const names = [...columns.keys()];
  const means = [...columns.values()].map(weightedMean);
  const [precisionAt, recallAt] = [names.indexOf("precision"), names.indexOf("recall")];
  return {
    names: [...names, "f1OfMeans"],
    measureInto: (weights, out, offset) => {
      means.forEach((mean, n) => {
        out[offset + n] = mean(weights);
      });
      const [precision, recall] = [out[offset + precisionAt] as number, out[offset + recallAt] as number];
      out[offset + means.length] = (2 * precision * recall) / (precision + recall);
    },
  };
}

/**
 * The medians of a result as functions of the draws.
 *
 * @param records - scans
 * @param conventions - which scans count
 * @returns one statistic for each quantity of a scan
 * @internal
 */
export function medianGroup(records: readonly ScanRecord[], conventions: AggregationConventions): StatisticGroup {
  const columns = averagedColumns(records, conventions);
  const medians = [...columns.values()].map(weightedQuantile);
  return {
    names: [...columns.keys()],
    measureInto: (weights, out, offset) => {
      medians.forEach((median, n) => {
        out[offset + n] = median(weights, 0.5);
      });
    },
  };
}

/** Every numeric field of the scans; NaN where a scan is not averaged or lacks it. */
function averagedColumns(
  records: readonly ScanRecord[],
  { averagedScans }: AggregationConventions,
): ReadonlyMap<string, Float64Array> {
  const isAveraged = ({ referenceCount, predictionCount }: CaseResult): boolean =>
    averagedScans === "all" || referenceCount > 0 || predictionCount > 0;
  const rows = records.map(({ result }) => (isAveraged(result) ? Object.entries(result) : []));
  const columns = new Map<string, Float64Array>();
  for (const [scan, row] of rows.entries()) {
    for (const [name, value] of row) {
      if (typeof value !== "number") continue;
      const column = columns.get(name) ?? new Float64Array(records.length).fill(Number.NaN);
      columns.set(name, column);
      column[scan] = value;
    }
  }
  return columns;
}
