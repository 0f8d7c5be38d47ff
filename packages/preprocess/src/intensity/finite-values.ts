import { assertSamePlace, CmbError, type Mask, type Volume, type VoxelArray } from "@cmb/core";

/**
 * A packed copy of the finite voxels, of those under a mask where one is given.
 *
 * @param operation - what was asked for; opens the message of an error
 * @returns float64 for types that float32 cannot hold, else float32
 * @throws CmbError `SHAPE_MISMATCH` when the grids differ, `EMPTY_VOLUME` when no finite voxel is left
 */
export function finiteValues(
  operation: string,
  volume: Volume<VoxelArray>,
  mask: Mask | undefined,
): Float32Array | Float64Array {
  if (mask !== undefined) assertSamePlace(operation, volume, mask);
  const values = packFinite(volume.data, mask?.data);
  if (values.length > 0) return values;
  const where = mask === undefined ? "in the image" : "under the mask";
  throw new CmbError("EMPTY_VOLUME", `${operation}: there is no finite voxel ${where}; give at least one`, {
    shape: volume.shape,
  });
}

/** The finite numbers of a list, of those where the mask is not 0. */
export function packFinite(
  values: ArrayLike<number>,
  mask: ArrayLike<number> | undefined,
): Float32Array | Float64Array {
  const packed = fitsFloat32(values) ? new Float32Array(values.length) : new Float64Array(values.length);
  let n = 0;
  for (let v = 0; v < values.length; v++) {
    if (mask !== undefined && mask[v] === 0) continue;
    const value = values[v] as number;
    if (Number.isFinite(value)) packed[n++] = value;
  }
  return packed.subarray(0, n);
}

function fitsFloat32(values: ArrayLike<number>): boolean {
  return (
    values instanceof Float32Array ||
    values instanceof Int16Array ||
    values instanceof Uint16Array ||
    values instanceof Int8Array ||
    values instanceof Uint8Array ||
    values instanceof Uint8ClampedArray
  );
}
