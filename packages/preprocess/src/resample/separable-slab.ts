import { type AxisTaps, tapRange } from "./axis-taps.js";
import { blendRowsInto, interpolateRowInto } from "./linear-rows.js";
import type { SeparablePlan } from "./resampling-plan.js";
import { sumRowsInto, sumTapsInto } from "./spline-rows.js";

/** Lines (rows or slices) of equal length in one array. */
interface Lines {
  readonly data: Float32Array;
  readonly length: number;
  /** Where a line begins in `data`; makes it where it is not there. */
  readonly startOf: (line: number) => number;
}

/**
 * The slices `from` to `to` of the result. Source slices are resampled along their rows, each once; then the same row of
 * the slices around a slice of the result is summed, each once; then the rows around a row of the result.
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
  const [firstRow] = tapRange(tapsJ);
  const slices = resampledSlices(plan, width);
  for (let k = Math.max(from, tapsK.from); k < Math.min(to, tapsK.to); k++) {
    const rows = rowsOfSlice({ slices, tapsK, k, firstRow, width });
    for (let j = tapsJ.from; j < tapsJ.to; j++) {
      sumInto(rows, { taps: tapsJ, t: j, offset: 0 }, out, tapsI.from + ni * (j + nj * (k - from)));
    }
  }
}

/**
 * The last four lines that were made. The taps of one position lie within four lines that follow one another, so none
 * of them takes the place of another.
 */
function lastFour(length: number, makeInto: (line: number, data: Float32Array, start: number) => void): Lines {
  const data = new Float32Array(4 * length);
  const held = [-1, -1, -1, -1];
  const startOf = (line: number): number => {
    const place = line & 3;
    const start = place * length;
    if (held[place] !== line) {
      held[place] = line;
      makeInto(line, data, start);
    }
    return start;
  };
  return { data, length, startOf };
}

/** Source slices whose rows are resampled; those rows only that the result needs. */
function resampledSlices({ source, sourceShape, taps }: SeparablePlan, width: number): Lines {
  const [tapsI, tapsJ] = taps;
  const [si, sj] = sourceShape;
  const [firstRow, endRow] = tapRange(tapsJ);
  return lastFour((endRow - firstRow) * width, (slice, data, start) => {
    for (let row = firstRow; row < endRow; row++) {
      const at = start + (row - firstRow) * width - tapsI.from;
      alongRowInto(source, { row: si * (row + sj * slice), taps: tapsI }, data, at);
    }
  });
}

interface SliceRows {
  readonly slices: Lines;
  readonly tapsK: AxisTaps;
  readonly k: number;
  /** The source row that is row 0 of a slice. */
  readonly firstRow: number;
  readonly width: number;
}

/** The rows of the slices summed for slice k of the result. */
function rowsOfSlice({ slices, tapsK, k, firstRow, width }: SliceRows): Lines {
  const only = onlyTap(tapsK, k);
  if (only >= 0) {
    const origin = slices.startOf(only) - firstRow * width;
    return { data: slices.data, length: width, startOf: (row) => origin + row * width };
  }
  const parts = { ...slices, length: width };
  return lastFour(width, (row, data, start) =>
    sumInto(parts, { taps: tapsK, t: k, offset: (row - firstRow) * width }, data, start),
  );
}

function alongRowInto(
  source: Float32Array,
  tapped: { readonly row: number; readonly taps: AxisTaps },
  out: Float32Array,
  start: number,
): void {
  const { count, index, from, to } = tapped.taps;
  if (count === 4) sumTapsInto(source, tapped, out, start);
  else if (count === 2) interpolateRowInto(source, tapped, out, start);
  else for (let t = from; t < to; t++) out[start + t] = source[tapped.row + (index[t] as number)] as number;
}

/** The tap that has all of the weight; −1 where none has. */
function onlyTap({ count, index, weight }: AxisTaps, t: number): number {
  if (count === 4 || (count === 2 && weight[2 * t + 1] !== 0)) return -1;
  return index[count * t] as number;
}

interface Position {
  readonly taps: AxisTaps;
  readonly t: number;
  /** Where in the lines to begin. */
  readonly offset: number;
}

/** The weighted sum of the lines under the taps of position t. */
function sumInto(lines: Lines, { taps, t, offset }: Position, out: Float32Array, start: number): void {
  const { data, length } = lines;
  const { count, index, weight } = taps;
  const only = onlyTap(taps, t);
  if (only >= 0) {
    const from = lines.startOf(only) + offset;
    out.set(data.subarray(from, from + length), start);
    return;
  }
  const n = count * t;
  const a = lines.startOf(index[n] as number) + offset;
  const b = lines.startOf(index[n + 1] as number) + offset;
  if (count === 2) {
    blendRowsInto(data, { lower: a, upper: b, weight: weight[n + 1] as number, length }, out, start);
    return;
  }
  const c = lines.startOf(index[n + 2] as number) + offset;
  const d = lines.startOf(index[n + 3] as number) + offset;
  const weights = [weight[n], weight[n + 1], weight[n + 2], weight[n + 3]] as [number, number, number, number];
  sumRowsInto(data, { rows: [a, b, c, d], weights, length }, out, start);
}
