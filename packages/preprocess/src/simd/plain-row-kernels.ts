import { countValues, finiteRange } from "../histogram.js";
import type { CountBins, RowKernels, RowSum, SpreadRows, WeightedSums } from "./row-kernels.js";

/**
 * The kernels in plain JavaScript, for hosts without WebAssembly SIMD and for rows that its memory cannot hold.
 *
 * A float64 operation on float32 values, rounded to float32, is the float32 operation; so `Math.fround` after each.
 */
export function plainRowKernels(capacity: number): RowKernels {
  const values = new Float32Array(capacity);
  return {
    values,
    weightedSums: (sums) => weightedSumsInto(sums, values),
    addRows: (sum) => addRowsInto(sum, values),
    spreadRows: (rows) => spreadRowsInto(rows, values),
    finiteRange: ({ source, n, out }) => values.set(finiteRange(values.subarray(source, source + n)), out),
    countBins: (bins) => countBinsInto(bins, values),
  };
}

// kernel: four taps to a pass, as a pass for each spends its time on loading and storing the sums
function weightedSumsInto({ radius, rows, n, weights, tapStep, ...at }: WeightedSums, values: Float32Array): void {
  const { fround } = Math;
  const w0 = values[weights] as number;
  for (let row = 0; row < rows; row++) {
    const centre = at.source + row * at.sourceStep;
    const out = at.out + row * at.outStep;
    values.fill(0, out, out + n);
    let t = radius;
    for (; t >= 4; t -= 4) {
      const w4 = values[weights + t] as number;
      const w3 = values[weights + t - 1] as number;
      const w2 = values[weights + t - 2] as number;
      const w1 = values[weights + t - 3] as number;
      let a4 = centre - t * tapStep;
      let b4 = centre + t * tapStep;
      let a3 = a4 + tapStep;
      let b3 = b4 - tapStep;
      let a2 = a3 + tapStep;
      let b2 = b3 - tapStep;
      let a1 = a2 + tapStep;
      let b1 = b2 - tapStep;
      for (let x = out; x < out + n; x++) {
        let sum = values[x] as number;
        sum = fround(sum + fround(w4 * fround((values[a4++] as number) + (values[b4++] as number))));
        sum = fround(sum + fround(w3 * fround((values[a3++] as number) + (values[b3++] as number))));
        sum = fround(sum + fround(w2 * fround((values[a2++] as number) + (values[b2++] as number))));
        sum = fround(sum + fround(w1 * fround((values[a1++] as number) + (values[b1++] as number))));
        values[x] = sum;
      }
    }
    for (; t > 0; t--) {
      const w = values[weights + t] as number;
      let a = centre - t * tapStep;
      let b = centre + t * tapStep;
      for (let x = out; x < out + n; x++) {
        values[x] = (values[x] as number) + fround(w * fround((values[a++] as number) + (values[b++] as number)));
      }
    }
    for (let x = 0; x < n; x++) {
      values[out + x] = (values[out + x] as number) + fround(w0 * (values[centre + x] as number));
    }
  }
}

function addRowsInto({ source, sourceStep, rows, weights, out, n }: RowSum, values: Float32Array): void {
  for (let row = 0; row < rows; row++) {
    const w = values[weights + row] as number;
    const from = source + row * sourceStep;
    for (let x = 0; x < n; x++) {
      values[out + x] = (values[out + x] as number) + Math.fround(w * (values[from + x] as number));
    }
  }
}

function spreadRowsInto({ source, n, rows, radius, out }: SpreadRows, values: Float32Array): void {
  for (let row = 0; row < rows; row++) {
    const from = source + row * n;
    const to = out + row * (n + 2 * radius);
    values.fill(values[from] as number, to, to + radius);
    values.copyWithin(to + radius, from, from + n);
    values.fill(values[from + n - 1] as number, to + radius + n, to + n + 2 * radius);
  }
}

/** One of four counts takes them all. */
function countBinsInto({ source, n, counts, ...binning }: CountBins, values: Float32Array): void {
  const words = new Uint32Array(values.buffer);
  countValues(values.subarray(source, source + n), binning).forEach((count, bin) => {
    words[counts + 4 * bin] = (words[counts + 4 * bin] as number) + count;
  });
}
