import { CmbError } from "@cmb/core";
import { packFinite } from "./finite-values.js";

/** What {@link percentiles} looks at. @since 0.1.0 */
export interface PercentilesOptions {
  /** Same length as the values; a value counts where this is not 0. All count unless given. */
  readonly mask?: ArrayLike<number> | undefined;
}

/**
 * Percentiles by linear interpolation between the two nearest ranks, Hyndman and Fan's definition 7.
 *
 * The p-th percentile of n sorted values lies at rank `(n − 1) p / 100`, counted from 0: `numpy.percentile` as it comes.
 * Found by selection, so that a volume is not sorted. NaN and infinities are left out.
 *
 * @param values - any numbers, such as `volume.data`; not touched
 * @param percents - each from 0 to 100, in any order
 * @param options - see {@link PercentilesOptions}
 * @returns one value for each percent, in the unit of the values
 * @throws CmbError `EMPTY_VOLUME` when no finite value is left, `SHAPE_MISMATCH` when the mask has another length,
 * `OUT_OF_RANGE` when a percent is not from 0 to 100
 * @see Hyndman & Fan 1996, Sample quantiles in statistical packages, doi:10.1080/00031305.1996.10473566
 * @since 0.1.0
 */
export function percentiles(
  values: ArrayLike<number>,
  percents: readonly number[],
  { mask }: PercentilesOptions = {},
): readonly number[] {
  if (mask !== undefined && mask.length !== values.length) {
    const message = `percentiles: there are ${values.length} values and the mask has ${mask.length}; both must be on one grid`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected: [values.length], actual: [mask.length] });
  }
  assertPercents("percentiles", percents);
  const packed = packFinite(values, mask);
  if (packed.length === 0) {
    throw new CmbError("EMPTY_VOLUME", "percentiles: there is no finite value under the mask; give at least one", {
      shape: [values.length],
    });
  }
  return percentilesInPlace(packed, percents);
}

/** Throws unless each percent is a number from 0 to 100. */
export function assertPercents(operation: string, percents: readonly number[]): void {
  const wrong = percents.find((percent) => !(percent >= 0 && percent <= 100));
  if (wrong === undefined) return;
  const message = `${operation}: a percentile of ${wrong} was asked for; give numbers from 0 to 100`;
  throw new CmbError("OUT_OF_RANGE", message, { name: "percentile", value: wrong, minimum: 0, maximum: 100 });
}

/** The same on finite values whose order may change. */
export function percentilesInPlace(values: Float32Array | Float64Array, percents: readonly number[]): number[] {
  const results = new Map<number, number>();
  let from = 0;
  for (const percent of percents.toSorted((a, b) => a - b)) {
    const rank = ((values.length - 1) * percent) / 100;
    const below = Math.floor(rank);
    select(values, below, from);
    from = below;
    const lower = values[below] as number;
    const weight = rank - below;
    // At rank n − 1 there is no value above, and the weight is 0.
    results.set(percent, weight === 0 ? lower : lower + weight * (smallestFrom(values, below + 1) - lower));
  }
  return percents.map((percent) => results.get(percent) as number);
}

/** The value of a rank, counted from 0, of finite values whose order may change; `undefined` where there is none. */
export function valueAtRank(values: Float32Array | Float64Array, rank: number): number | undefined {
  select(values, rank, 0);
  return values[rank];
}

function smallestFrom(values: Float32Array | Float64Array, start: number): number {
  let smallest = values[start] as number;
  for (let v = start + 1; v < values.length; v++) if ((values[v] as number) < smallest) smallest = values[v] as number;
  return smallest;
}

/** Moves the value of a rank to its place, smaller ones before it and larger ones behind; what is before `from` already is. */
function select(values: Float32Array | Float64Array, rank: number, from: number): void {
  let left = from;
  let right = values.length - 1;
  // Orders that make every pivot a bad one exist; sorting the rest bounds their cost.
  let patience = 2 * Math.ceil(Math.log2(values.length + 1));
  while (left < right) {
    if (right - left < 32 || patience-- === 0) {
      values.subarray(left, right + 1).sort();
      return;
    }
    const pivot = medianOfThree(values[left], values[(left + right) >> 1], values[right]);
    let i = left;
    let j = right;
    while (i <= j) {
      while ((values[i] as number) < pivot) i++;
      while ((values[j] as number) > pivot) j--;
      if (i > j) break;
      const swap = values[i] as number;
      values[i++] = values[j] as number;
      values[j--] = swap;
    }
    if (rank <= j) right = j;
    else if (rank >= i) left = i;
    else return;
  }
}

function medianOfThree(a = 0, b = 0, c = 0): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
