import { CmbError, type Mask, type Volume, type VoxelArray } from "@cmb/core";
import { mapVoxels } from "../map-voxels.js";
import { finiteValues } from "./finite-values.js";
import { assertPercents, percentilesInPlace } from "./percentiles.js";
import type { IntensityLandmarks } from "./train-landmarks.js";
import { constantImage } from "./z-score.js";

/** What {@link applyLandmarks} measures. @since 0.1.0 */
export interface ApplyLandmarksOptions {
  /** Percentiles are those under the mask; of the whole image unless given. Every voxel is mapped either way. */
  readonly mask?: Mask | undefined;
}

/**
 * Maps an image onto the standard scale of a group: piecewise linear from its own percentiles to the landmarks.
 *
 * Values beyond the outer percentiles follow the outermost line, as in TorchIO and `intensity-normalization`. Of equal
 * percentiles the landmark of the highest one counts and the map stays continuous; TorchIO jumps there, and takes
 * percentiles less than 1e-5 apart for equal, which empties images with small units. The order of intensities is kept.
 * NaN and infinities take no part in the percentiles and stay what they are.
 *
 * @param volume - any voxel type
 * @param landmarks - from {@link trainLandmarks}
 * @param options - see {@link ApplyLandmarksOptions}
 * @returns a new float32 volume on the same grid
 * @throws CmbError `EMPTY_VOLUME` when no finite voxel is left or all percentiles are equal, `SHAPE_MISMATCH` when the
 * mask has another grid, `INVALID_ARGUMENT` when there are not as many values as percentiles, or fewer than two,
 * `OUT_OF_RANGE` when a percentile is not from 0 to 100, or percentiles or values are not in ascending order
 * @since 0.1.0
 */
export function applyLandmarks(
  volume: Volume<VoxelArray>,
  landmarks: IntensityLandmarks,
  { mask }: ApplyLandmarksOptions = {},
): Volume {
  const { percentiles, values } = landmarks;
  if (percentiles.length < 2 || percentiles.length !== values.length) {
    const message = `applyLandmarks: there are ${percentiles.length} percentiles and ${values.length} values; give two or more of each`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "landmarks", value: landmarks });
  }
  assertPercents("applyLandmarks", percentiles);
  assertOrder("percentiles", percentiles, (lower, upper) => lower < upper);
  assertOrder("values", values, (lower, upper) => lower <= upper && Number.isFinite(lower) && Number.isFinite(upper));
  const found = percentilesInPlace(finiteValues("applyLandmarks", volume, mask), percentiles);
  const kept = found.flatMap((value, p) => (value === found[p + 1] ? [] : [p]));
  if (kept.length < 2) throw constantImage("applyLandmarks", volume, found[0] as number);
  const knots = kept.map((p) => found[p] as number);
  const targets = kept.map((p) => values[p] as number);
  return mapVoxels(volume, piecewiseLinear(knots, targets));
}

function assertOrder(
  name: string,
  numbers: readonly number[],
  inOrder: (lower: number, upper: number) => boolean,
): void {
  const n = numbers.findIndex((upper, at) => at > 0 && !inOrder(numbers[at - 1] as number, upper));
  if (n === -1) return;
  const message = `applyLandmarks: of the ${name} ${numbers[n - 1]} comes before ${numbers[n]}; give finite numbers, the lowest first`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value: numbers[n] as number });
}

function piecewiseLinear(knots: readonly number[], targets: readonly number[]): (value: number) => number {
  const last = knots.length - 2;
  const slopes = knots.slice(1).map((knot, n) => {
    return ((targets[n + 1] as number) - (targets[n] as number)) / (knot - (knots[n] as number));
  });
  return (value) => {
    let piece = 0;
    while (piece < last && value >= (knots[piece + 1] as number)) piece++;
    return (targets[piece] as number) + (value - (knots[piece] as number)) * (slopes[piece] as number);
  };
}
