import { CmbError } from "./cmb-error.js";
import type { Affine, Shape, Volume, VoxelArray } from "./volume.js";

/**
 * A volume from voxels and geometry, checked: the shape is whole and positive, the data fill it, the affine is one.
 *
 * @param data - one value per voxel, i fastest; kept, not copied
 * @param shape - voxels along i, j and k
 * @param affine - voxel to RAS+ mm; may be singular, since only functions that invert it need more
 * @returns a plain object that holds the three
 * @throws CmbError `INVALID_ARGUMENT` when the shape is not three whole numbers, or the affine not 16 numbers that end
 * in 0, 0, 0, 1; `EMPTY_VOLUME` when an axis has no voxel; `SHAPE_MISMATCH` when data and shape disagree;
 * `OUT_OF_RANGE` when the affine holds NaN or an infinity
 * @since 0.1.0
 */
export function createVolume<D extends VoxelArray>(data: D, shape: Shape, affine: Affine): Volume<D> {
  assertShape(shape);
  const expected = voxelCount(shape);
  if (data.length !== expected) {
    const message = `createVolume: the shape [${shape}] needs ${expected} voxels and the data hold ${data.length}`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected: [expected], actual: [data.length] });
  }
  assertAffine(affine);
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

function assertShape(shape: Shape): void {
  if (shape.length !== 3 || !shape.every((n) => Number.isSafeInteger(n) && n >= 0)) {
    const message = `createVolume: the shape is [${shape}]; give three whole numbers of at least 1`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "shape", value: shape });
  }
  if (!shape.includes(0)) return;
  throw new CmbError("EMPTY_VOLUME", `createVolume: the shape [${shape}] has no voxel; give axes of at least 1`, {
    shape,
  });
}

function assertAffine(affine: Affine): void {
  const broken = affine.findIndex((value) => !Number.isFinite(value));
  if (broken !== -1) {
    const value = Number(affine[broken]);
    const message = `createVolume: entry ${broken} of the affine is ${value}; give 16 finite numbers`;
    throw new CmbError("OUT_OF_RANGE", message, { name: `affine[${broken}]`, value });
  }
  if (affine.length === 16 && [0, 0, 0, 1].every((value, column) => affine[12 + column] === value)) return;
  const message = `createVolume: the affine is [${affine}]; give 16 numbers by rows, the last row 0, 0, 0, 1`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "affine", value: affine });
}
