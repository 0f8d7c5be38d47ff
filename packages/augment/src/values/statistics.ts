/** The least and the greatest finite value; both 0 where there is none. @internal */
export function finiteRange(data: Float32Array): { readonly minimum: number; readonly maximum: number } {
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  for (let v = 0; v < data.length; v++) {
    const value = data[v] as number;
    // Infinities and NaN less themselves are not 0.
    if (value - value !== 0) continue;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  return minimum > maximum ? { minimum: 0, maximum: 0 } : { minimum, maximum };
}

/** Mean and standard deviation (divisor n) of the finite values; both 0 where there is none. @internal */
export function meanAndDeviation(data: Float32Array): { readonly mean: number; readonly deviation: number } {
  const origin = firstFinite(data);
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let v = 0; v < data.length; v++) {
    // Less a value of the image itself, so that a large offset takes no digits from the squares.
    const value = (data[v] as number) - origin;
    if (value - value !== 0) continue;
    count++;
    sum += value;
    squares += value * value;
  }
  if (count === 0) return { mean: 0, deviation: 0 };
  const mean = sum / count;
  return { mean: origin + mean, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)) };
}

function firstFinite(data: Float32Array): number {
  return data.find((value) => Number.isFinite(value)) ?? 0;
}
