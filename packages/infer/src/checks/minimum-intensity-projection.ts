import type { InputCheck } from "../report.js";
import { formatPercent } from "./format-percent.js";
import { type ImageSummary, strideOf, valueAt } from "./image-summary.js";

/** Slices share this much of their voxels: a projection over 3 slices in steps of one shares half. */
const LEAST_SHARED = 0.25;
/** Copies of one slice share everything. */
const MOST_SHARED = 0.97;
/** How much less neighbours within a slice share. */
const LEAST_EXCESS = 0.2;

/**
 * A minimum-intensity projection over overlapping slabs: a minimum that lies in both slabs is the same number in both
 * slices. Free of scale, and chance equality of coarse grey values cancels against the other two axes.
 */
export function checkMinimumIntensityProjection(summary: ImageSummary): InputCheck | undefined {
  const within = summary.neighbours.map(({ equalFraction }) => equalFraction);
  for (const axis of [0, 1, 2] as const) {
    const fraction = within[axis] ?? Number.NaN;
    const others = within.filter((other, a) => a !== axis && !Number.isNaN(other));
    if (!(fraction >= LEAST_SHARED && fraction - Math.max(...others) >= LEAST_EXCESS)) continue;
    const shared = sharedFractions(summary, axis);
    // Slices repeated in twos or more hold pairs that share everything; overlapping slabs hold none.
    if (valueAt(shared, 0.9) > MOST_SHARED) continue;
    const message = `This is a minimum-intensity projection: successive slices share ${formatPercent(fraction)} of their voxels exactly, neighbours within a slice ${formatPercent(Math.max(...others))}. Veins and microbleeds cannot be told apart on it. Give the SWI before projection.`;
    return { code: "MINIMUM_INTENSITY_PROJECTION", severity: "error", message };
  }
  return undefined;
}

/** For each pair of successive slices the share of equal voxels outside of the background, ascending. */
function sharedFractions({ volume, mode }: ImageSummary, axis: 0 | 1 | 2): Float64Array {
  const { data, shape } = volume;
  const stride = strideOf(shape, axis);
  const equal = new Float64Array(shape[axis] - 1);
  const all = new Float64Array(shape[axis] - 1);
  for (let v = 0; v + stride < data.length; v++) {
    const slice = Math.floor(v / stride) % shape[axis];
    if (slice === shape[axis] - 1 || data[v] === mode || data[v + stride] === mode) continue;
    all[slice] = (all[slice] as number) + 1;
    if (data[v] === data[v + stride]) equal[slice] = (equal[slice] as number) + 1;
  }
  return equal
    .map((n, slice) => n / (all[slice] as number))
    .filter((share) => !Number.isNaN(share))
    .sort();
}
