import { type AxisTaps, tapRange } from "./axis-taps.js";
import { blendRowInto, interpolateRowInto, type RowTaps } from "./linear-rows.js";
import type { SeparablePlan } from "./resampling-plan.js";
import { sumRowsInto, sumTapsInto } from "./spline-rows.js";

/** The slices `from` to `to` of the result: source slices are summed first, then their rows, then along the rows. */
export function separableSlabInto(
  plan: SeparablePlan,
  { from, to }: { readonly from: number; readonly to: number },
  out: Float32Array,
): void {
  const { source, sourceShape, shape, fill } = plan;
  const [tapsI, tapsJ, tapsK] = plan.taps;
  const [si, sj] = sourceShape;
  const [ni, nj] = shape;
  const [least, most] = tapRange(tapsJ);
  const plane = new Float32Array(si * sj);
  const row = new Float32Array(si);
  const covered = tapsI.from === 0 && tapsI.to === ni && tapsJ.from === 0 && tapsJ.to === nj;
  for (let k = from; k < to; k++) {
    const base = (k - from) * ni * nj;
    const hasRows = k >= tapsK.from && k < tapsK.to;
    if (!hasRows || !covered) out.fill(fill, base, base + ni * nj);
    if (!hasRows) continue;
    const slices = { taps: tapsK, t: k, origin: least * si, step: si * sj, length: (most - least) * si };
    const inPlane = combine(source, slices, plane, least * si);
    for (let j = tapsJ.from; j < tapsJ.to; j++) {
      const rows = { taps: tapsJ, t: j, origin: inPlane.start - least * si, step: si, length: si };
      const inRow = combine(inPlane.data, rows, row, 0);
      alongRowInto(inRow.data, { row: inRow.start, ...tapsI }, out, base + j * ni);
    }
  }
}

interface Combination {
  readonly taps: AxisTaps;
  /** Which position of `taps`. */
  readonly t: number;
  /** Index of the first value of the slice or row 0. */
  readonly origin: number;
  /** From one slice or row to the next. */
  readonly step: number;
  readonly length: number;
}

/** The weighted sum of slices or rows, and where it is: in `source` itself where one of them has all the weight. */
function combine(
  source: Float32Array,
  { taps, t, origin, step, length }: Combination,
  scratch: Float32Array,
  start: number,
): { readonly data: Float32Array; readonly start: number } {
  const { count, index, weight } = taps;
  const at = (n: number): number => origin + (index[count * t + n] as number) * step;
  const w = (n: number): number => weight[count * t + n] as number;
  if (count === 4) {
    const sum = { rows: [at(0), at(1), at(2), at(3)], weights: [w(0), w(1), w(2), w(3)], length } as const;
    sumRowsInto(source, sum, scratch, start);
    return { data: scratch, start };
  }
  if (count === 1 || w(1) === 0) return { data: source, start: at(0) };
  blendRowInto(source, { lower: at(0), upper: at(1), weight: w(1), length }, scratch, start);
  return { data: scratch, start };
}

function alongRowInto(source: Float32Array, taps: RowTaps & AxisTaps, out: Float32Array, start: number): void {
  if (taps.count === 4) sumTapsInto(source, taps, out, start);
  else if (taps.count === 2) interpolateRowInto(source, taps, out, start);
  else {
    const { row, index, from, to } = taps;
    for (let t = from; t < to; t++) out[start + t] = source[row + (index[t] as number)] as number;
  }
}
