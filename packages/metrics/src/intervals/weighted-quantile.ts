/**
 * A quantile of values, each taken a number of times, as `numpy.percentile` of the list with repeats gives it.
 *
 * @param values - NaN is passed over
 * @returns a function of the weights (whole numbers, one for each value) and the probability; NaN where nothing is drawn
 * @internal
 */
export function weightedQuantile(values: Float64Array): (weights: Float64Array, probability: number) => number {
  const order = Uint32Array.from(
    [...values.keys()]
      .filter((n) => !Number.isNaN(values[n]))
      .sort((a, b) => {
        const [left, right] = [values[a] as number, values[b] as number];
        return left < right ? -1 : Number(left > right);
      }),
  );
  return (weights, probability) => {
    let total = 0;
    for (const n of order) total += weights[n] as number;
    if (total === 0) return Number.NaN;
    const position = probability * (total - 1);
    const below = Math.floor(position);
    let passed = 0;
    let lower = Number.NaN;
    for (const n of order) {
      const weight = weights[n] as number;
      if (weight === 0) continue;
      if (passed <= below && below < passed + weight) lower = values[n] as number;
      passed += weight;
      if (passed > Math.ceil(position)) return between(lower, values[n] as number, position - below);
    }
    return lower;
  };
}

/** Between two equal infinities the interpolation would be ∞ − ∞. */
function between(lower: number, upper: number, share: number): number {
  return lower === upper ? lower : lower + share * (upper - lower);
}
