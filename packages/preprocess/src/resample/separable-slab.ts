import type { AxisTaps } from "./axis-taps.js";
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
 * The slices `from` to `to` of the result. Rows of the source are resampled along themselves, then summed to the rows of
 * a resampled source slice, then such slices are summed; each row and slice is made once and kept while it is needed.
 */
export function separableSlabInto(
  plan: SeparablePlan,
  { from, to }: { readonly from: number; readonly to: number },
  out: Float32Array,
): void {
  const [tapsI, tapsJ, tapsK] = plan.taps;
  const [ni, nj] = plan.shape;
  const width = Math.max(0, tapsI.to - tapsI.from);
  const height = Math.max(0, tapsJ.to - tapsJ.from);
  const isCovered = width === ni && height === nj;
  if (!isCovered || from < tapsK.from || to > tapsK.to) out.fill(plan.fill);
  const slices = resampledSlices(plan, width, height);
  // Rows that fill the slice lie side by side, so they are one.
  const parts = isCovered ? 1 : height;
  const part = { ...slices, length: isCovered ? width * height : width };
  for (let k = Math.max(from, tapsK.from); k < Math.min(to, tapsK.to); k++) {
    for (let row = 0; row < parts; row++) {
      const start = tapsI.from + ni * (tapsJ.from + row + nj * (k - from));
      sumInto(part, { taps: tapsK, t: k, offset: row * width }, out, start);
    }
  }
}

/** Source slices resampled along both of their axes; what is inside of the result alone. */
function resampledSlices(plan: SeparablePlan, width: number, height: number): Lines {
  const [, tapsJ] = plan.taps;
  return lastFour(width * height, (slice, data, start) => {
    const rows = resampledRows(plan, width, slice);
    for (let row = 0; row < height; row++) {
      sumInto(rows, { taps: tapsJ, t: tapsJ.from + row, offset: 0 }, data, start + row * width);
    }
  });
}

/** The rows of one source slice, resampled along themselves. */
function resampledRows({ source, sourceShape, taps }: SeparablePlan, width: number, slice: number): Lines {
  const [tapsI] = taps;
  const [si, sj] = sourceShape;
  return lastFour(width, (row, data, start) =>
    alongRowInto(source, { row: si * (row + sj * slice), taps: tapsI }, data, start - tapsI.from),
  );
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
  if (count === 4) {
    const line = (n: number): number => lines.startOf(index[4 * t + n] as number) + offset;
    const rows = [line(0), line(1), line(2), line(3)] as const;
    const weights = [weight[4 * t], weight[4 * t + 1], weight[4 * t + 2], weight[4 * t + 3]];
    sumRowsInto(data, { rows, weights: weights as [number, number, number, number], length }, out, start);
    return;
  }
  const voxel = index[t] as number;
  const upperWeight = count === 1 ? 0 : (weight[t] as number);
  if (upperWeight > 0 && upperWeight < 1) {
    const [lower, upper] = [lines.startOf(voxel) + offset, lines.startOf(voxel + 1) + offset];
    blendRowsInto(data, { lower, upper, weight: upperWeight, length }, out, start);
    return;
  }
  const from = lines.startOf(voxel + upperWeight) + offset;
  out.set(data.subarray(from, from + length), start);
}
