import { normalCdf, normalQuantile } from "../distributions/normal.js";

/** Probabilities of the two ends of an interval. @internal */
export type Tails = readonly [low: number, high: number];

/**
 * The tails of the percentile interval.
 *
 * @internal
 */
export function tailsOf(confidence: number): Tails {
  return [(1 - confidence) / 2, (1 + confidence) / 2];
}

/**
 * The tails of the BCa interval: bias from the share of draws below the estimate, acceleration from the jackknife.
 *
 * @param estimate - the statistic over the cases themselves
 * @param samples - the statistic in every resample (without NaN), and without each case in turn (NaN is passed over)
 * @param tails - of the percentile interval
 * @returns corrected tails; those given where every draw lies on one side of the estimate
 * @see Efron 1987, doi:10.1080/01621459.1987.10478410, equations 6.8 and 2.3
 * @internal
 */
export function correctedTails(
  estimate: number,
  { draws, leftOut }: { readonly draws: Float64Array; readonly leftOut: Float64Array },
  tails: Tails,
): Tails {
  let [below, equal] = [0, 0];
  for (const value of draws) {
    if (value < estimate) below++;
    else if (value === estimate) equal++;
  }
  const bias = normalQuantile((below + equal / 2) / draws.length);
  const jackknife = leftOut.filter((value) => !Number.isNaN(value));
  const mean = jackknife.reduce((sum, value) => sum + value, 0) / jackknife.length;
  const cubes = jackknife.reduce((sum, value) => sum + (mean - value) ** 3, 0);
  const squares = jackknife.reduce((sum, value) => sum + (mean - value) ** 2, 0);
  const acceleration = squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
  const corrected = (p: number): number => {
    const z = bias + normalQuantile(p);
    return normalCdf(bias + z / (1 - acceleration * z));
  };
  // A bias of ±∞ means that every draw lies on one side of the estimate: the correction is then undefined.
  return Number.isFinite(bias) ? [corrected(tails[0]), corrected(tails[1])] : tails;
}
