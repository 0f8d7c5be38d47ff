import { CmbError, type Mask, type Volume, type VoxelArray } from "@cmb/core";
import { assertOneOf } from "../assert-one-of.js";
import { mapVoxels } from "../map-voxels.js";
import { finiteValues } from "./finite-values.js";
import { assertPercents, percentilesInPlace } from "./percentiles.js";
import { constantImage } from "./z-score.js";

/** From where to where {@link rescalePercentiles} maps. @since 0.1.0 */
export interface RescalePercentilesOptions {
  /** What becomes the lower and the upper end, each from 0 to 100; [0, 100], the extremes, unless given. */
  readonly percentiles?: readonly [lower: number, upper: number] | undefined;
  /** The new ends; [0, 1] unless given. */
  readonly range?: readonly [lower: number, upper: number] | undefined;
  /** What becomes of values beyond the percentiles: limited to the ends (unless given), or mapped by the same line. */
  readonly beyond?: "clip" | "extend" | undefined;
  /** The percentiles are those under the mask; of the whole image unless given. Every voxel is scaled either way. */
  readonly mask?: Mask | undefined;
}

/**
 * Maps two percentiles of an image linearly onto a fixed range.
 *
 * Percentiles as in {@link percentiles}. NaN and infinities take no part in them; NaN stays NaN, infinities are values
 * beyond.
 *
 * @param volume - any voxel type
 * @param options - see {@link RescalePercentilesOptions}
 * @returns a new float32 volume on the same grid
 * @throws CmbError `EMPTY_VOLUME` when no finite voxel is left or the two percentiles are equal, `SHAPE_MISMATCH` when
 * the mask has another grid, `OUT_OF_RANGE` when percentiles are not from 0 to 100, or not in order, or the range is
 * not two different finite numbers in order, `INVALID_ARGUMENT` when `beyond` is none of its values
 * @since 0.1.0
 */
export function rescalePercentiles(
  volume: Volume<VoxelArray>,
  { percentiles = [0, 100], range = [0, 1], beyond = "clip", mask }: RescalePercentilesOptions = {},
): Volume {
  assertOneOf("rescalePercentiles", { name: "beyond", value: beyond }, ["clip", "extend"]);
  assertPercents("rescalePercentiles", percentiles);
  assertAscending("percentiles", percentiles);
  assertAscending("range", range);
  const ends = percentilesInPlace(finiteValues("rescalePercentiles", volume, mask), percentiles);
  const [lower, upper] = ends as [number, number];
  if (lower === upper) throw constantImage("rescalePercentiles", volume, lower);
  const scale = (range[1] - range[0]) / (upper - lower);
  const map = (value: number): number => range[0] + (value - lower) * scale;
  const limited = (value: number): number => Math.min(range[1], Math.max(range[0], map(value)));
  return mapVoxels(volume, beyond === "clip" ? limited : map);
}

function assertAscending(name: string, [lower, upper]: readonly [number, number]): void {
  if (lower < upper && Number.isFinite(lower) && Number.isFinite(upper)) return;
  const message = `rescalePercentiles: ${name} is [${lower}, ${upper}]; give two finite numbers, the lower one first`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value: lower, maximum: upper });
}
