import { createRng } from "@cmb/core";
import type { ScanRecord } from "../evaluation/scan-record.js";
import { correctedTails, tailsOf } from "../uncertainty/bootstrap-tails.js";
import { sortedQuantile } from "../uncertainty/sorted-quantile.js";
import type { IntervalOptions } from "./interval-options.js";
import { completeIntervalOptions } from "./interval-options.js";
import type { Steps } from "./run-steps.js";
import type { StatisticGroup } from "./statistic-group.js";

/** A value with the ends of its interval; NaN where they are undefined. @since 0.1.0 */
export interface IntervalEstimate {
  /** The value over the scans themselves. */
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}

/** What resampling gave for each statistic of a group. @internal */
export interface GroupDraws {
  readonly estimates: Float64Array;
  /** `draws[s][b]`: statistic s in resample b, in the order drawn; NaN where undefined. */
  readonly draws: readonly Float64Array[];
  /** `leftOut[s][u]`: statistic s without unit u; for BCa alone. */
  readonly leftOut: readonly Float64Array[] | undefined;
}

/** What is drawn: `unitOf[n]` is the unit (patient or scan) of scan n, counted from 0. @internal */
export interface Units {
  readonly unitOf: Int32Array;
  readonly count: number;
}

/** What tells who was scanned. @internal */
export interface ScanIdentity {
  readonly id: string;
  readonly patient?: string | undefined;
}

/**
 * Which scans belong together: those of one patient, or each by itself.
 *
 * Units are numbered in the order of their names, patients before scans, so that the order of the scans changes no draw.
 *
 * @param scans - a scan without a patient is a unit of its own
 * @returns the unit of each scan, counted from 0, and how many there are
 * @internal
 */
export function unitsOf(scans: readonly ScanIdentity[]): Units {
  const names: string[] = [];
  const ofPatient = new Map<string, number>();
  const found = scans.map(({ id, patient }) => {
    const known = patient === undefined ? undefined : ofPatient.get(patient);
    if (known !== undefined) return known;
    if (patient !== undefined) ofPatient.set(patient, names.length);
    return names.push(patient === undefined ? `scan ${id}` : `patient ${patient}`) - 1;
  });
  const order = [...names.keys()].sort((a, b) => compareText(names[a] as string, names[b] as string));
  const placeOf = new Int32Array(names.length);
  for (const [place, unit] of order.entries()) placeOf[unit] = place;
  return { unitOf: Int32Array.from(found, (unit) => placeOf[unit] as number), count: names.length };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/**
 * The identities of the scans of some records.
 *
 * @internal
 */
export function identitiesOf(records: readonly ScanRecord[]): readonly ScanIdentity[] {
  return records.map(({ result, patient }) => ({ id: result.id, patient }));
}

/**
 * Every statistic of a group in every resample of units (patients or scans), drawn with replacement.
 *
 * @param group - the statistics
 * @param units - from {@link unitsOf}
 * @param options - seed, number of resamples, method
 * @returns estimates and draws, after a step for each resample
 * @throws CmbError `OUT_OF_RANGE` for a confidence or a number of resamples that is none
 * @internal
 */
export function* drawGroup(
  group: StatisticGroup,
  { unitOf, count }: Units,
  options: IntervalOptions,
): Steps<GroupDraws> {
  const { seed, resamples, method } = completeIntervalOptions(options);
  const size = group.names.length;
  const weights = new Float64Array(unitOf.length).fill(1);
  const out = new Float64Array(size);
  const store = (columns: readonly Float64Array[], row: number): void => {
    group.measureInto(weights, out, 0);
    for (let s = 0; s < size; s++) (columns[s] as Float64Array)[row] = out[s] as number;
  };
  const columnsOf = (rows: number): Float64Array[] => Array.from({ length: size }, () => new Float64Array(rows));
  const estimates = columnsOf(1);
  store(estimates, 0);
  // One patient or scan says nothing about the spread between them.
  const isDrawn = count > 1;
  const draws = columnsOf(isDrawn ? resamples : 0);
  const rng = createRng(seed, "bootstrap");
  const drawn = new Float64Array(count);
  for (let b = 0; b < (draws[0]?.length ?? 0); b++) {
    const stream = rng.at(b);
    drawn.fill(0);
    for (let n = 0; n < count; n++) {
      const unit = stream.integer(0, count - 1);
      drawn[unit] = (drawn[unit] as number) + 1;
    }
    for (let scan = 0; scan < weights.length; scan++) weights[scan] = drawn[unitOf[scan] as number] as number;
    store(draws, b);
    yield;
  }
  const leftOut = method === "bca" ? columnsOf(count) : undefined;
  for (let unit = 0; leftOut !== undefined && unit < count; unit++) {
    for (let scan = 0; scan < weights.length; scan++) weights[scan] = unitOf[scan] === unit ? 0 : 1;
    store(leftOut, unit);
    yield;
  }
  return { estimates: Float64Array.from(estimates, (column) => column[0] as number), draws, leftOut };
}

/**
 * The interval of one statistic from its draws.
 *
 * @param drawn - from {@link drawGroup}
 * @param s - which statistic
 * @param confidence - 0 to 1
 * @returns ends that are NaN where no draw is defined
 * @internal
 */
export function intervalOfDraws(drawn: GroupDraws, s: number, confidence: number): IntervalEstimate {
  const estimate = drawn.estimates[s] as number;
  const draws = (drawn.draws[s] as Float64Array).filter((value) => !Number.isNaN(value)).sort();
  const leftOut = drawn.leftOut?.[s];
  const tails = tailsOf(confidence);
  const [low, high] = leftOut === undefined ? tails : correctedTails(estimate, { draws, leftOut }, tails);
  return { estimate, lower: sortedQuantile(draws, low), upper: sortedQuantile(draws, high) };
}
