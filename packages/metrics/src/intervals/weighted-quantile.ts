/**
 * A quantile of values, each taken a number of times, as `numpy.percentile` of the list with repeats gives it.
 *
 * @param values - NaN is passed over
 * @returns a function of the weights (whole numbers, one for each value) and the probability; NaN where nothing is drawn
 * @internal
 */
export function weightedQuantile(values: Float64Array): (weights: Float64Array, probability: number) => number {
  const defined = Uint32Array.from([...values.keys()].filter((n) => !Number.isNaN(values[n])));
  const distinct = Float64Array.from(new Set(Float64Array.from(defined, (n) => values[n] as number))).sort();
  const placeOf = new Map([...distinct].map((value, place) => [value, place]));
  const places = Uint32Array.from(defined, (n) => placeOf.get(values[n] as number) as number);
  const tally = new Float64Array(distinct.length);
  return (weights, probability) => {
    tally.fill(0);
    let total = 0;
    for (let n = 0; n < defined.length; n++) {
      const weight = weights[defined[n] as number] as number;
      const place = places[n] as number;
      tally[place] = (tally[place] as number) + weight;
      total += weight;
    }
    if (total === 0) return Number.NaN;
    const position = probability * (total - 1);
    const below = placeAt(tally, Math.floor(position));
    const above = placeAt(tally, Math.ceil(position));
    const [lower, upper] = [distinct[below] as number, distinct[above] as number];
    // Between two equal infinities the interpolation would be ∞ − ∞.
    return below === above ? lower : lower + (position - Math.floor(position)) * (upper - lower);
  };
}

/** Where the value of a rank (from 0) stands. */
function placeAt(tally: Float64Array, rank: number): number {
  let passed = 0;
  for (let place = 0; place < tally.length; place++) {
    passed += tally[place] as number;
    if (passed > rank) return place;
  }
  return tally.length - 1;
}
