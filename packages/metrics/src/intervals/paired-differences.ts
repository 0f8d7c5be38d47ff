import { createRng } from "@cmb/core";
import type { CaseResult } from "../evaluation/case-result.js";
import type { ScanRecord } from "../evaluation/scan-record.js";
import type { AggregationConventions } from "../scoring/aggregate-scores.js";
import { tailsOf } from "../uncertainty/bootstrap-tails.js";
import type { PairedDifference } from "../uncertainty/paired-bootstrap.js";
import { sortedQuantile } from "../uncertainty/sorted-quantile.js";
import { macroGroup } from "./average-groups.js";
import { type Units, unitsOf } from "./bootstrap-group.js";
import { completeIntervalOptions, type IntervalOptions } from "./interval-options.js";
import { pooledGroup } from "./pooled-group.js";
import { joinGroups, type StatisticGroup } from "./statistic-group.js";

/** One quantity of two systems on the same scans. @since 0.1.0 */
export interface QuantityDifference extends PairedDifference {
  /** Where it stands in a result, for example `"pooled f1"`. */
  readonly quantity: string;
  readonly first: number;
  readonly second: number;
  /** Two-sided, by exchanging the systems within patients or scans; NaN where the quantity is undefined. */
  readonly permutationPValue: number;
}

/** Quantities that two systems are compared by, as `section name`. @internal */
export const COMPARED_QUANTITIES: readonly string[] = [
  "pooled precision",
  "pooled recall",
  "pooled f1",
  "pooled falsePositivesPerScan",
  "macro f1",
  "macro absoluteCountDifference",
];

/**
 * How two systems differ on the same scans: the difference of each quantity (first − second) with the interval and p
 * value of the paired bootstrap and the p value of the paired permutation test, over patients where scans name one.
 *
 * @param first - one row for each scan
 * @param second - the other system's, in the same order
 * @param options - the rule of the averages, and how intervals are made; by percentiles whatever the method
 * @returns one entry for each of {@link COMPARED_QUANTITIES}
 * @see Efron & Tibshirani 1993, chapter 16; Phipson & Smyth 2010, doi:10.2202/1544-6115.1585
 * @internal
 */
export function pairedDifferences(
  first: readonly CaseResult[],
  second: readonly CaseResult[],
  { conventions, intervals }: { readonly conventions: AggregationConventions; readonly intervals: IntervalOptions },
): readonly QuantityDifference[] {
  const { seed, resamples, confidence } = completeIntervalOptions(intervals);
  const group = comparedGroup([...first, ...second].map(recordOf), conventions);
  const units = unitsOf(first);
  const measure = sideMeasure(group, units);
  const everyone = new Float64Array(units.count).fill(1);
  const nobody = new Float64Array(units.count);
  const [left, right] = [measure(everyone, nobody), measure(nobody, everyone)];
  const observed = left.map((value, s) => value - (right[s] as number));
  const draws = bootstrapDifferences(measure, units.count, { seed, resamples });
  const permuted = permutedDifferences(measure, units.count, { seed, permutations: resamples });
  const [low, high] = tailsOf(confidence);
  return group.names.map((quantity, s) => {
    const sorted = (draws[s] as Float64Array).filter((value) => !Number.isNaN(value)).sort();
    return {
      quantity,
      first: left[s] as number,
      second: right[s] as number,
      difference: observed[s] as number,
      interval: { lower: sortedQuantile(sorted, low), upper: sortedQuantile(sorted, high), confidence },
      pValue: bootstrapPValue(sorted),
      permutationPValue: permutationPValue(permuted[s] as Float64Array, observed[s] as number, units.count),
    };
  });
}

/** The statistics where each unit counts so often on the first system's side and so often on the second's. */
type SideMeasure = (onFirst: Float64Array, onSecond: Float64Array) => Float64Array;

function sideMeasure(group: StatisticGroup, { unitOf }: Units): SideMeasure {
  const weights = new Float64Array(2 * unitOf.length);
  return (onFirst, onSecond) => {
    for (let n = 0; n < unitOf.length; n++) {
      const unit = unitOf[n] as number;
      weights[n] = onFirst[unit] as number;
      weights[unitOf.length + n] = onSecond[unit] as number;
    }
    const out = new Float64Array(group.names.length);
    group.measureInto(weights, out, 0);
    return out;
  };
}

function bootstrapDifferences(
  measure: SideMeasure,
  count: number,
  { seed, resamples }: { readonly seed: number; readonly resamples: number },
): readonly Float64Array[] {
  const rng = createRng(seed, "bootstrap");
  const nobody = new Float64Array(count);
  return differences(count > 1 ? resamples : 0, (b) => {
    const drawn = new Float64Array(count);
    const stream = rng.at(b);
    for (let n = 0; n < count; n++) {
      const unit = stream.integer(0, count - 1);
      drawn[unit] = (drawn[unit] as number) + 1;
    }
    return [measure(drawn, nobody), measure(nobody, drawn)];
  });
}

function permutedDifferences(
  measure: SideMeasure,
  count: number,
  { seed, permutations }: { readonly seed: number; readonly permutations: number },
): readonly Float64Array[] {
  const rng = createRng(seed, "permutation");
  const isExact = 2 ** count <= permutations;
  return differences(isExact ? 2 ** count : permutations, (permutation) => {
    const stream = rng.at(permutation);
    const kept = Float64Array.from({ length: count }, (_, n) => {
      if (isExact) return 1 - (Math.floor(permutation / 2 ** n) % 2);
      return stream.uint32() >= 2 ** 31 ? 0 : 1;
    });
    const swapped = kept.map((keeps) => 1 - keeps);
    return [measure(kept, swapped), measure(swapped, kept)];
  });
}

/** Statistic by statistic: what `sides` gives for each of so many draws, first side minus second. */
function differences(
  draws: number,
  sides: (draw: number) => readonly [Float64Array, Float64Array],
): readonly Float64Array[] {
  const columns = COMPARED_QUANTITIES.map(() => new Float64Array(draws));
  for (let draw = 0; draw < draws; draw++) {
    const [left, right] = sides(draw);
    columns.forEach((column, s) => {
      column[draw] = (left[s] as number) - (right[s] as number);
    });
  }
  return columns;
}

function bootstrapPValue(draws: Float64Array): number {
  if (draws.length === 0) return Number.NaN;
  const atMost = draws.filter((value) => value <= 0).length;
  const atLeast = draws.filter((value) => value >= 0).length;
  return Math.min(1, (2 * (Math.min(atMost, atLeast) + 1)) / (draws.length + 1));
}

function permutationPValue(permuted: Float64Array, observed: number, count: number): number {
  if (Number.isNaN(observed)) return Number.NaN;
  // Rounding may put a value that equals the observed one just below it.
  const limit = Math.abs(observed) * (1 - 1e-12);
  const extreme = permuted.filter((value) => Math.abs(value) >= limit).length;
  return permuted.length === 2 ** count ? extreme / permuted.length : (extreme + 1) / (permuted.length + 1);
}

function comparedGroup(records: readonly ScanRecord[], conventions: AggregationConventions): StatisticGroup {
  const [pooled, macro] = [pooledGroup(records, conventions), macroGroup(records, conventions)];
  const all = joinGroups([pooled, macro]);
  const names = [...pooled.names.map((name) => `pooled ${name}`), ...macro.names.map((name) => `macro ${name}`)];
  const places = COMPARED_QUANTITIES.map((quantity) => names.indexOf(quantity));
  const buffer = new Float64Array(all.names.length);
  return {
    names: COMPARED_QUANTITIES,
    measureInto: (weights, out, offset) => {
      all.measureInto(weights, buffer, 0);
      places.forEach((place, s) => {
        out[offset + s] = buffer[place] ?? Number.NaN;
      });
    },
  };
}

function recordOf(result: CaseResult): ScanRecord {
  const pairs = { overlap: 0, sizes: 0, dice: [] };
  return { result, pairs, detections: undefined, scores: undefined, patient: result.patient };
}
