/** Below this many numbers NumPy adds in eight lanes instead of splitting again. */
const BLOCK = 128;

/**
 * The sum of numbers in the order in which NumPy adds them, so that rounding is the same to the last bit.
 *
 * Comparing a curve with a threshold that came from a mean is a tie wherever the curve is straight, and rounding decides.
 */
export function pairwiseSum(values: Float64Array): number {
  const n = values.length;
  if (n > BLOCK) {
    const half = Math.floor(n / 2);
    const split = half - (half % 8);
    return pairwiseSum(values.subarray(0, split)) + pairwiseSum(values.subarray(split));
  }
  const whole = n < 8 ? 0 : n - (n % 8);
  let sum = whole === 0 ? 0 : sumOfLanes(values.subarray(0, whole));
  for (let v = whole; v < n; v++) sum += values[v] as number;
  return sum;
}

function sumOfLanes(values: Float64Array): number {
  const lanes = new Float64Array(8);
  for (let v = 0; v < values.length; v++) lanes[v % 8] = (lanes[v % 8] as number) + (values[v] as number);
  const pair = (lane: number): number => (lanes[lane] as number) + (lanes[lane + 1] as number);
  return pair(0) + pair(2) + (pair(4) + pair(6));
}
