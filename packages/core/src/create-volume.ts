import { CmbError } from "./cmb-error.js";
import type { Affine, Shape, Volume, VoxelArray } from "./volume.js";

/**
 * A volume from voxels and geometry, checked: the shape is whole and positive, the data fill it, the affine is finite.
 *
 * @param data - one value per voxel, i fastest; kept, not copied
 * @param shape - voxels along i, j and k
 * @param affine - voxel to RAS+ mm
 * @returns a plain object that holds the three
 * @throws CmbError `EMPTY_VOLUME` when an axis has no voxel, `SHAPE_MISMATCH` when data and shape disagree,
 * `OUT_OF_RANGE` when the affine holds NaN or an infinity
 * @since 0.1.0
 */
export function createVolume<D extends VoxelArray>(data: D, shape: Shape, affine: Affine): Volume<D> {
  if (shape.length !== 3 || shape.some((n) => !Number.isSafeInteger(n) || n < 1)) {
    throw new CmbError(
      "EMPTY_VOLUME",
      `createVolume: the shape is [${shape}]; give three whole numbers of at least 1`,
      { shape },
    );
  }
  const expected = voxelCount(shape);
  if (data.length !== expected) {
    const message = `createVolume: the shape [${shape}] needs ${expected} voxels and the data hold ${data.length}`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected: [expected], actual: [data.length] });
  }
  const broken = affine.findIndex((value) => !Number.isFinite(value));
  if (affine.length !== 16 || broken !== -1) {
    const value = affine[broken] ?? affine.length;
    throw new CmbError(
      "OUT_OF_RANGE",
      `createVolume: the affine needs 16 finite numbers; entry ${broken} is ${value}`,
      { name: "affine", value },
    );
  }
  return { data, shape, affine };
}

/**
 * The number of voxels of a grid.
 *
 * @param shape - voxels along i, j and k
 * @returns ni · nj · nk
 * @since 0.1.0
 */
export function voxelCount(shape: Shape): number {
  return shape[0] * shape[1] * shape[2];
}
