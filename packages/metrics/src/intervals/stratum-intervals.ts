import type { ScanRecord } from "../evaluation/scan-record.js";
import type { AggregationConventions } from "../scoring/aggregate-scores.js";
import type { LesionTally } from "../strata/stratify-lesions.js";
import { macroGroup } from "./average-groups.js";
import { type IntervalEstimate, identitiesOf, type ScanIdentity, unitsOf } from "./bootstrap-group.js";
import type { IntervalOptions } from "./interval-options.js";
import { drawJointly, type NamedIntervals } from "./named-intervals.js";
import { type PooledQuantity, pooledGroup } from "./pooled-group.js";
import type { Steps } from "./run-steps.js";
import type { StatisticGroup } from "./statistic-group.js";
import { weightedSum } from "./weighted-sum.js";

/** Intervals of a stratum of scans, under the names of its values. @since 0.1.0 */
export interface ScanStratumIntervals {
  /** Patients of the stratum, or scans where none is named. */
  readonly unitCount: number;
  readonly pooled: Readonly<Record<PooledQuantity, IntervalEstimate>>;
  readonly macro: NamedIntervals;
}

/** Intervals of a stratum of lesions. @since 0.1.0 */
export interface LesionStratumIntervals {
  readonly unitCount: number;
  readonly recall: IntervalEstimate;
  readonly precision: IntervalEstimate;
}

/**
 * Intervals of a stratum of scans, by drawing its patients or scans.
 *
 * @param records - the scans of the stratum
 * @param conventions - empty sides and denominators
 * @param options - seed, resamples, method, confidence
 * @returns ends are NaN with fewer than two patients or scans
 * @internal
 */
export function* scanStratumIntervals(
  records: readonly ScanRecord[],
  conventions: AggregationConventions,
  options: IntervalOptions,
): Steps<ScanStratumIntervals> {
  const units = unitsOf(identitiesOf(records));
  const { named } = yield* drawJointly(
    [pooledGroup(records, conventions), macroGroup(records, conventions)],
    units,
    options,
  );
  return { unitCount: units.count, pooled: named(0) as ScanStratumIntervals["pooled"], macro: named(1) };
}

/**
 * Intervals of strata of lesions, by drawing patients or scans with all their lesions.
 *
 * @param tallies - one entry for each scan, its counts by stratum
 * @param names - the strata
 * @param options - whose the scans are, and how intervals are made
 * @returns by name
 * @internal
 */
export function* lesionStratumIntervals(
  tallies: readonly ReadonlyMap<string, LesionTally>[],
  names: readonly string[],
  { scans, intervals }: { readonly scans: readonly ScanIdentity[]; readonly intervals: IntervalOptions },
): Steps<ReadonlyMap<string, LesionStratumIntervals>> {
  const units = unitsOf(scans);
  const { named } = yield* drawJointly(
    names.map((name) => lesionGroup(tallies.map((scan) => scan.get(name)))),
    units,
    intervals,
  );
  return new Map(
    names.map((name, n) => {
      const { recall, precision } = named(n) as Record<"recall" | "precision", IntervalEstimate>;
      return [name, { unitCount: units.count, recall, precision }];
    }),
  );
}

function lesionGroup(scans: readonly (LesionTally | undefined)[]): StatisticGroup {
  const sum = (count: keyof LesionTally): ReturnType<typeof weightedSum> =>
    weightedSum(Float64Array.from(scans, (tally) => tally?.[count] ?? 0));
  const [found, references, matched, counted] = [sum("found"), sum("referenceCount"), sum("matched"), sum("counted")];
  return {
    names: ["recall", "precision"],
    measureInto: (weights, out, offset) => {
      out[offset] = found(weights) / references(weights);
      out[offset + 1] = matched(weights) / counted(weights);
    },
  };
}
