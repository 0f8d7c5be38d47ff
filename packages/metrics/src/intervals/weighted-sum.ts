/**
 * The sum of values, each taken a number of times.
 *
 * @param values - one for each scan; those that are not finite count where they are drawn
 * @returns a function of the weights
 * @internal
 */
export function weightedSum(values: Float64Array): (weights: Float64Array) => number {
  const areFinite = values.every(Number.isFinite);
  return (weights) => {
    let sum = 0;
    // 0 · NaN and 0 · ∞ are NaN: only finite values can do without the question whether they were drawn.
    if (areFinite) for (let n = 0; n < values.length; n++) sum += (weights[n] as number) * (values[n] as number);
    else {
      for (let n = 0; n < values.length; n++) {
        if (weights[n] !== 0) sum += (weights[n] as number) * (values[n] as number);
      }
    }
    return sum;
  };
}

/**
 * The mean of the defined values, each taken a number of times.
 *
 * @param values - one for each scan; NaN is passed over
 * @returns a function of the weights; NaN where nothing defined is drawn
 * @internal
 */
export function weightedMean(values: Float64Array): (weights: Float64Array) => number {
  const sum = weightedSum(values.map((value) => (Number.isNaN(value) ? 0 : value)));
  const count = weightedSum(values.map((value) => (Number.isNaN(value) ? 0 : 1)));
  return (weights) => sum(weights) / count(weights);
}
