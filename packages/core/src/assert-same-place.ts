import { spacing } from "./affine/spacing.js";
import { voxelToWorld } from "./affine/voxel-to-world.js";
import { assertSameGrid } from "./assert-same-grid.js";
import { CmbError } from "./cmb-error.js";
import type { Shape, Volume, VoxelIndex } from "./volume.js";

/** How far the same voxel of two images may be apart. @since 0.1.0 */
export interface SamePlaceOptions {
  /** Half the smallest voxel edge of the first image unless given. */
  readonly toleranceMm?: number | undefined;
}

/**
 * Throws unless two images have the same shape and the same voxels lie at the same place of the world.
 *
 * The eight corner voxels are compared: affines differ by a linear map, so that no other voxel is farther off. The
 * tolerance is for the digits that writers round away; a shift, a flip or another spacing is beyond it.
 *
 * @param operation - what was asked for; opens the message
 * @param first - the image whose grid is expected
 * @param second - the image that must lie on it
 * @param options - see {@link SamePlaceOptions}
 * @throws CmbError `SHAPE_MISMATCH` when the shapes differ, or with both affines as details when a corner lies farther
 * off than the tolerance, or at no place at all; `OUT_OF_RANGE` for a tolerance that is negative or no number
 * @since 0.1.0
 */
export function assertSamePlace(
  operation: string,
  first: Pick<Volume, "shape" | "affine">,
  second: Pick<Volume, "shape" | "affine">,
  { toleranceMm = Math.min(...spacing(first.affine)) / 2 }: SamePlaceOptions = {},
): void {
  assertSameGrid(operation, first, second);
  const offMm = farthestCornerMm(first, second);
  if (offMm <= toleranceMm) return;
  if (Number.isFinite(offMm) && !(toleranceMm >= 0)) {
    const message = `${operation}: toleranceMm is ${toleranceMm}; give a length of at least 0`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "toleranceMm", value: toleranceMm, minimum: 0 });
  }
  const far = Number.isFinite(offMm)
    ? `a corner voxel of one image lies ${millimetres(offMm)} mm from the same voxel of the other, and ${millimetres(toleranceMm)} mm are allowed`
    : "an affine holds what is no finite number";
  const message = `${operation}: ${far}; resample one onto the other's grid first, or mend the header that is wrong`;
  throw new CmbError("SHAPE_MISMATCH", message, { expected: first.affine, actual: second.affine });
}

function farthestCornerMm(first: Pick<Volume, "shape" | "affine">, second: Pick<Volume, "shape" | "affine">): number {
  let farthestMm = 0;
  for (const voxel of corners(first.shape)) {
    const a = voxelToWorld(first.affine, voxel);
    const b = voxelToWorld(second.affine, voxel);
    // Math.max keeps NaN, where a comparison would drop it.
    farthestMm = Math.max(farthestMm, Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]));
  }
  return farthestMm;
}

function corners([ni, nj, nk]: Shape): readonly VoxelIndex[] {
  return [0, ni - 1].flatMap((i) => [0, nj - 1].flatMap((j) => [0, nk - 1].map((k): VoxelIndex => [i, j, k])));
}

/** Three digits that count, so that a small distance does not read as 0. */
function millimetres(length: number): string {
  return String(Number(length.toPrecision(3)));
}
