import type { Shape } from "@cmb/core";
import { createTransform } from "../definition/create-transform.js";
import { tripleOption } from "../definition/option.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { eachSlab } from "../values/each-slab.js";
import { medianInPlace } from "../values/median-in-place.js";

/** What {@link medianFilter} does. @since 0.1.0 */
export interface MedianFilterOptions {
  /** How many voxels to either side count along each axis, whole numbers from 0 to 4; `[1, 1, 0]`, 3 × 3 in the slice, unless given. */
  readonly radiusVoxels?: readonly [number, number, number];
}

/** What {@link medianFilter} has to know. @since 0.1.0 */
export interface MedianFilterParameters {
  readonly radiusVoxels: readonly [number, number, number];
}

/** @internal */
export const medianFilterDefinition: IntensityDefinition<MedianFilterOptions, MedianFilterParameters> = {
  name: "medianFilter",
  kind: "intensity",
  options: { radiusVoxels: tripleOption([1, 1, 0], { minimum: 0, maximum: 4, whole: true }) },
  sample: (_rng, { radiusVoxels }) => ({ radiusVoxels }),
  apply: async (volume, { radiusVoxels }, tools) => {
    const { data, shape } = volume;
    const [ni, nj, nk] = shape;
    const out = data.slice();
    const around = (radiusVoxels[1] * 2 + 1) * (radiusVoxels[2] * 2 + 1);
    const window = new Float32Array((radiusVoxels[0] * 2 + 1) * around);
    const starts = new Int32Array(around);
    await eachSlab(nj * nk, { stage: "median", slab: Math.max(1, Math.ceil(8192 / ni)), ...tools }, (from, to) => {
      for (let row = from; row < to; row++) {
        rowsAround(row, shape, radiusVoxels, starts);
        medianRowInto(data, { starts, ni, reach: radiusVoxels[0], start: row * ni, window }, out);
      }
    });
    return { ...volume, data: out };
  },
};

/**
 * The median of the voxels around each.
 *
 * SciPy's `median_filter` with `mode="nearest"`, MONAI's `MedianSmooth` and batchgenerators' `MedianFilterTransform`, with a radius for each axis. A
 * lesion that fills less than half of the window is erased: 3 × 3 × 3 takes away a microbleed of up to 13 voxels.
 *
 * @param options - see {@link MedianFilterOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function medianFilter(options: MedianFilterOptions = {}): Transform<MedianFilterParameters> {
  return createTransform(medianFilterDefinition, options);
}

/** Where the rows around a row begin; the outermost one stands for those beyond. */
function rowsAround(row: number, [ni, nj, nk]: Shape, radius: readonly number[], starts: Int32Array): void {
  const [, rj = 0, rk = 0] = radius;
  const [j, k] = [row % nj, Math.floor(row / nj)];
  let n = 0;
  for (let dk = -rk; dk <= rk; dk++) {
    const kk = Math.min(nk - 1, Math.max(0, k + dk));
    for (let dj = -rj; dj <= rj; dj++) starts[n++] = ni * (Math.min(nj - 1, Math.max(0, j + dj)) + nj * kk);
  }
}

interface MedianRow {
  readonly starts: Int32Array;
  readonly ni: number;
  readonly reach: number;
  readonly start: number;
  readonly window: Float32Array;
}

function medianRowInto(data: Float32Array, { starts, ni, reach, start, window }: MedianRow, out: Float32Array): void {
  for (let i = 0; i < ni; i++) {
    let n = 0;
    for (let di = -reach; di <= reach; di++) {
      const ii = i + di < 0 ? 0 : i + di >= ni ? ni - 1 : i + di;
      for (let row = 0; row < starts.length; row++) window[n++] = data[(starts[row] as number) + ii] as number;
    }
    out[start + i] = medianInPlace(window);
  }
}
