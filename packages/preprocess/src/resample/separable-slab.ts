import { type AxisTaps, tapRange } from "./axis-taps.js";
import { blendRowsInto, interpolateRowInto } from "./linear-rows.js";
import type { SeparablePlan } from "./resampling-plan.js";
import { sumRowsInto, sumTapsInto } from "./spline-rows.js";

/**
 * The slices `from` to `to` of the result. Source slices are resampled along their rows, each once; then the slices
 * around each slice of the result are summed, then the rows of that sum.
 */
export function separableSlabInto(
  plan: SeparablePlan,
  { from, to }: { readonly from: number; readonly to: number },
  out: Float32Array,
): void {
  const [tapsI, tapsJ, tapsK] = plan.taps;
  const [ni, nj] = plan.shape;
  const width = Math.max(0, tapsI.to - tapsI.from);
  if (width < ni || tapsJ.from > 0 || tapsJ.to < nj || from < tapsK.from || to > tapsK.to) out.fill(plan.fill);
  const slices = resampledSlices(plan, width);
  const plane = new Float32Array(slices.length);
  for (let k = Math.max(from, tapsK.from); k < Math.min(to, tapsK.to); k++) {
    const one = onlyTap(tapsK, k);
    if (one === undefined)
      sumInto(
        { source: slices.data, length: plane.length, startOf: slices.startOf },
        { taps: tapsK, t: k, start: 0 },
        plane,
      );
    const source = one === undefined ? plane : slices.data;
    const origin = (one === undefined ? 0 : slices.startOf(one)) - slices.firstRow * width;
    const rows = { source, length: width, startOf: (row: number): number => origin + row * width };
    for (let j = tapsJ.from; j < tapsJ.to; j++) {
      sumInto(rows, { taps: tapsJ, t: j, start: tapsI.from + ni * (j + nj * (k - from)) }, out);
    }
  }
}

/** Source slices whose rows are resampled, the last four of them. */
interface ResampledSlices {
  readonly data: Float32Array;
  /** Values of one slice. */
  readonly length: number;
  /** The source row that is row 0 of a slice. */
  readonly firstRow: number;
  /** Where a source slice begins in `data`; makes it where it is not there. */
  readonly startOf: (slice: number) => number;
}

function resampledSlices({ source, sourceShape, taps }: SeparablePlan, width: number): ResampledSlices {
  const [tapsI, tapsJ] = taps;
  const [si, sj] = sourceShape;
  const [firstRow, endRow] = tapRange(tapsJ);
  const length = (endRow - firstRow) * width;
  const data = new Float32Array(4 * length);
  // The taps of one position lie within four slices that follow one another, so none takes the place of another.
  const held = [-1, -1, -1, -1];
  const startOf = (slice: number): number => {
    const place = slice % 4;
    if (held[place] !== slice) {
      held[place] = slice;
      for (let row = firstRow; row < endRow; row++) {
        const start = place * length + (row - firstRow) * width;
        alongRowInto(source, { row: si * (row + sj * slice), taps: tapsI, start: start - tapsI.from }, data);
      }
    }
    return place * length;
  };
  return { data, length, firstRow, startOf };
}

function alongRowInto(
  source: Float32Array,
  { row, taps, start }: { readonly row: number; readonly taps: AxisTaps; readonly start: number },
  out: Float32Array,
): void {
  const { count, index, from, to } = taps;
  if (count === 4) sumTapsInto(source, { row, ...taps }, out, start);
  else if (count === 2) interpolateRowInto(source, { row, ...taps }, out, start);
  else for (let t = from; t < to; t++) out[start + t] = source[row + (index[t] as number)] as number;
}

/** The tap that has all of the weight, where one has. */
function onlyTap({ count, index, weight }: AxisTaps, t: number): number | undefined {
  if (count === 1) return index[t];
  return count === 2 && weight[2 * t + 1] === 0 ? index[2 * t] : undefined;
}

/** Rows or slices of equal length in one array. */
interface Lines {
  readonly source: Float32Array;
  readonly length: number;
  readonly startOf: (line: number) => number;
}

/** The weighted sum of the lines under the taps of position t. */
function sumInto(
  { source, length, startOf }: Lines,
  { taps, t, start }: { readonly taps: AxisTaps; readonly t: number; readonly start: number },
  out: Float32Array,
): void {
  const { count, index, weight } = taps;
  const line = (n: number): number => startOf(index[count * t + n] as number);
  const w = (n: number): number => weight[count * t + n] as number;
  const one = onlyTap(taps, t);
  if (one !== undefined) {
    const from = startOf(one);
    out.set(source.subarray(from, from + length), start);
  } else if (count === 2) {
    blendRowsInto(source, { lower: line(0), upper: line(1), weight: w(1), length }, out, start);
  } else {
    const rows = [line(0), line(1), line(2), line(3)] as const;
    sumRowsInto(source, { rows, weights: [w(0), w(1), w(2), w(3)], length }, out, start);
  }
}
