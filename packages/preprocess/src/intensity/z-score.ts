import { CmbError, type Mask, type Volume, type VoxelArray } from "@cmb/core";
import { mapVoxels } from "../map-voxels.js";
import { finiteValues } from "./finite-values.js";

/** What {@link zScore} measures. @since 0.1.0 */
export interface ZScoreOptions {
  /** Mean and deviation are those under the mask; of the whole image unless given. Every voxel is scaled either way. */
  readonly mask?: Mask | undefined;
}

/**
 * Zero mean and unit variance: `(v − mean) / deviation`, with the population's deviation (divisor n).
 *
 * Over the whole image the result depends on how much background it has; a mask of the brain makes scans comparable.
 * NaN and infinities take no part in the two numbers and stay what they are.
 *
 * @param volume - any voxel type
 * @param options - see {@link ZScoreOptions}
 * @returns a new float32 volume on the same grid
 * @throws CmbError `EMPTY_VOLUME` when no finite voxel is left or all of them are equal, `SHAPE_MISMATCH` when the mask
 * has another grid
 * @since 0.1.0
 */
export function zScore(volume: Volume<VoxelArray>, { mask }: ZScoreOptions = {}): Volume {
  const values = finiteValues("zScore", volume, mask);
  const first = values[0] as number;
  let sum = 0;
  let constant = true;
  for (let v = 0; v < values.length; v++) {
    sum += values[v] as number;
    if (values[v] !== first) constant = false;
  }
  if (constant) throw constantImage("zScore", volume, first);
  const mean = sum / values.length;
  let squares = 0;
  for (let v = 0; v < values.length; v++) squares += ((values[v] as number) - mean) ** 2;
  const deviation = Math.sqrt(squares / values.length);
  return mapVoxels(volume, (value) => (value - mean) / deviation);
}

/** The error for an image, or a mask of one, without contrast. */
export function constantImage(operation: string, volume: Volume<VoxelArray>, value: number): CmbError<"EMPTY_VOLUME"> {
  const message = `${operation}: every voxel that counts is ${value}; give an image with two different values`;
  return new CmbError("EMPTY_VOLUME", message, { shape: volume.shape });
}
