import { CmbError } from "../cmb-error.js";
import type { Affine } from "../volume.js";
import { affineDeterminant } from "./affine-determinant.js";
import { spacing } from "./spacing.js";

/** Least volume of a voxel as a share of the box of its side lengths; a sheared grid of any use is far above it. */
const LEAST_VOLUME_RATIO = 1e-6;

/**
 * Throws unless every voxel axis has a length and a direction of its own.
 *
 * The determinant is compared with the product of the spacings, because rounding leaves parallel axes with a
 * determinant of 1e-17 rather than 0, and because a small voxel has a small determinant too.
 *
 * @param operation - what was asked for; opens the message
 * @param affine - voxel to world
 * @returns the determinant
 * @throws CmbError `SINGULAR_AFFINE`
 * @internal
 */
export function assertInvertible(operation: string, affine: Affine): number {
  const determinant = affineDeterminant(affine);
  const [di, dj, dk] = spacing(affine);
  const ratio = Math.abs(determinant) / (di * dj * dk);
  if (ratio >= LEAST_VOLUME_RATIO && Number.isFinite(1 / determinant)) return determinant;
  const message = `${operation}: the affine's columns are ${di}, ${dj} and ${dk} mm long and its determinant is ${determinant}; every voxel axis needs a length and a direction of its own`;
  throw new CmbError("SINGULAR_AFFINE", message, { determinant });
}
