import { CmbError } from "@cmb/core";
import { pairwiseSum } from "./pairwise-sum.js";

/**
 * Kneedle: where a convex, rising curve turns upwards.
 *
 * Both axes are scaled to 0…1 and the curve is turned over, so that it is concave; what counts is how far it lies above
 * the diagonal, `d = y − x`. The knee is the first local maximum of `d` after which `d` falls by more than
 * `sensitivity` times the mean step of x before it rises again.
 *
 * @param x - rising, at least two
 * @param y - one for each x; may have plateaus
 * @param options - `sensitivity`: 1 unless given
 * @returns the index of the knee in `x`; `undefined` where there is none, as on a straight or constant curve
 * @throws CmbError `SHAPE_MISMATCH` when x and y differ in length; `OUT_OF_RANGE` when there are fewer than two points
 * @see Satopää et al. 2011, Finding a "Kneedle" in a haystack, doi:10.1109/ICDCSW.2011.20; written after kneed 0.8.5
 * (Kevin Arvai, BSD-3-Clause), `curve="convex", direction="increasing", interp_method="interp1d"`, and equal to it.
 * @since 0.1.0
 */
export function kneedle(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  { sensitivity = 1 }: { readonly sensitivity?: number | undefined } = {},
): number | undefined {
  if (x.length !== y.length) {
    const message = `kneedle: there are ${x.length} x and ${y.length} y; give one y for each x`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected: [x.length], actual: [y.length] });
  }
  if (x.length < 2) {
    const message = `kneedle: the curve has ${x.length} points; give at least 2`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "x.length", value: x.length, minimum: 2 });
  }
  const across = normalised(x);
  const difference = turnedOver(normalised(y)).map((value, n) => value - (across[n] as number));
  const steps = Float64Array.from(
    { length: x.length - 1 },
    (_, n) => (across[n + 1] as number) - (across[n] as number),
  );
  const index = firstKnee(difference, sensitivity * Math.abs(pairwiseSum(steps) / steps.length));
  return index === undefined ? undefined : x.length - 1 - index;
}

/** Scaled to 0…1; NaN throughout for a constant curve, which then has no maximum. */
function normalised(values: ArrayLike<number>): Float64Array {
  const all = Float64Array.from(values);
  const lowest = all.reduce((a, b) => Math.min(a, b));
  const highest = all.reduce((a, b) => Math.max(a, b));
  return all.map((value) => (value - lowest) / (highest - lowest));
}

function turnedOver(values: Float64Array): Float64Array {
  const highest = values.reduce((a, b) => Math.max(a, b));
  return values.map((value) => highest - value).reverse();
}

/** The first maximum after which the curve falls below that maximum less `margin`. */
function firstKnee(curve: Float64Array, margin: number): number | undefined {
  const last = curve.length - 1;
  const at = (n: number): number => curve[Math.min(last, Math.max(0, n))] as number;
  let maximum: number | undefined;
  let threshold = 0;
  for (let n = 0; n < last; n++) {
    if (at(n) >= at(n - 1) && at(n) >= at(n + 1)) {
      maximum = n;
      threshold = at(n) - margin;
    }
    if (maximum === undefined) continue;
    // A minimum ends the search from the maximum before it, unless the curve falls below the diagonal.
    if (at(n) <= at(n - 1) && at(n) <= at(n + 1)) threshold = 0;
    if (at(n + 1) < threshold) return maximum;
  }
  return undefined;
}
