import type { FrocPoint } from "../curves/froc.js";
import type { ScanRecord } from "../evaluation/scan-record.js";
import type { ProtocolParameters } from "../protocols/protocol.js";
import { macroGroup, medianGroup } from "./average-groups.js";
import { type IntervalEstimate, identitiesOf, unitsOf } from "./bootstrap-group.js";
import { burdenGroups, thresholdGroup } from "./classification-group.js";
import { curveGroup } from "./curve-group.js";
import { bandRatesOf, type CurveIntervals, curveIntervals } from "./curve-intervals.js";
import { completeIntervalOptions, type IntervalOptions } from "./interval-options.js";
import { drawJointly, type NamedIntervals } from "./named-intervals.js";
import { type PooledQuantity, pooledGroup } from "./pooled-group.js";
import type { Steps } from "./run-steps.js";

/** Intervals of all scan-level decisions. @since 0.1.0 */
export interface ClassificationIntervals {
  /** For each number of lesions the rates of the decision, by the names of `BinaryScores`, and `auroc`. */
  readonly thresholds: readonly { readonly threshold: number; readonly scores: NamedIntervals }[];
  /** By burden scheme: `accuracy`, `kappa`, `quadraticKappa`. */
  readonly burden: Readonly<Record<string, NamedIntervals>>;
}

/**
 * Confidence intervals of a result, by resampling patients or scans with replacement. Values stand under the names that
 * they have in the result.
 *
 * @since 0.1.0
 */
export interface ResultIntervals {
  /** 0.95 for 95 % intervals. */
  readonly confidence: number;
  readonly method: "percentile" | "bca";
  readonly seed: number;
  readonly resamples: number;
  /** What is drawn: patients where any scan names its patient, otherwise scans. */
  readonly unit: "patient" | "scan";
  readonly unitCount: number;
  /** `fBeta` only where a β was chosen. */
  readonly pooled: Readonly<Record<PooledQuantity, IntervalEstimate>> & { readonly fBeta?: IntervalEstimate };
  readonly macro: NamedIntervals;
  readonly median: NamedIntervals;
  readonly classification: ClassificationIntervals;
  /** Null where a prediction has no score. */
  readonly curve: CurveIntervals | null;
}

/**
 * Intervals of everything that a result holds.
 *
 * @param records - scans
 * @param input - the rule, the points of the curve or null where a prediction has no score, the β of Fβ where wanted
 * @param options - seed, resamples, method, confidence
 * @returns after steps; ends are NaN with fewer than two patients or scans
 * @throws CmbError `OUT_OF_RANGE` for a confidence or a number of resamples that is none
 * @internal
 */
export function* resultIntervals(
  records: readonly ScanRecord[],
  {
    parameters,
    points,
    beta,
  }: {
    readonly parameters: ProtocolParameters;
    readonly points: readonly FrocPoint[] | null;
    readonly beta?: number | undefined;
  },
  options: IntervalOptions,
): Steps<ResultIntervals> {
  const completed = completeIntervalOptions(options);
  const { confidence } = completed;
  const units = unitsOf(identitiesOf(records));
  const bandRates = points === null ? [] : bandRatesOf(points);
  const thresholds = parameters.classificationThresholds;
  const burden = Object.entries(burdenGroups(records));
  const groups = [
    pooledGroup(records, parameters, beta),
    macroGroup(records, parameters),
    medianGroup(records, parameters),
    ...thresholds.map((threshold) => thresholdGroup(records, threshold, parameters.classifiedClass)),
    ...burden.map(([, group]) => group),
    ...(points === null ? [] : [curveGroup(records, parameters.curve, bandRates)]),
  ];
  const { drawn, offsets, named } = yield* drawJointly(groups, units, options);
  const [thresholdsFrom, burdenFrom] = [3, 3 + thresholds.length];
  const curveOffset = offsets[burdenFrom + burden.length] as number;
  return {
    ...completed,
    unit: records.some(({ patient }) => patient !== undefined) ? "patient" : "scan",
    unitCount: units.count,
    pooled: named(0) as ResultIntervals["pooled"],
    macro: named(1),
    median: named(2),
    classification: {
      thresholds: thresholds.map((threshold, n) => ({ threshold, scores: named(thresholdsFrom + n) })),
      burden: Object.fromEntries(burden.map(([name], n) => [name, named(burdenFrom + n)])),
    },
    curve:
      points === null ? null : curveIntervals(drawn, curveOffset, { rule: parameters.curve, bandRates, confidence }),
  };
}
