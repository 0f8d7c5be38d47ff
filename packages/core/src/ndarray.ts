import createNdarray, { type NdArray } from "ndarray";
import { CmbError } from "./cmb-error.js";
import { createVolume } from "./create-volume.js";
import { newVoxelArray } from "./new-voxel-array.js";
import type { Affine, Volume, VoxelArray } from "./volume.js";

/**
 * A zero-copy `ndarray` view of a volume, of shape [ni, nj, nk] and strides [1, ni, ni·nj].
 *
 * `ndarray` builds its accessors with `new Function`, which a strict content-security policy forbids. It therefore
 * lives in this subpath, `@cmb/core/ndarray`, which nothing else in the library loads.
 *
 * @param volume - its data are shared with the view: writing to one writes to the other
 * @returns the view
 * @since 0.1.0
 */
export function toNdarray<D extends VoxelArray>(volume: Volume<D>): NdArray<D> {
  const [ni, nj] = volume.shape;
  return createNdarray(volume.data, [...volume.shape], [1, ni, ni * nj], 0);
}

/** The element types that a volume holds, by ndarray's names. */
const DATA_TYPES = ["int8", "uint8", "uint8_clamped", "int16", "uint16", "int32", "uint32", "float32", "float64"];

/**
 * A volume from a 3-D `ndarray` view with any strides: reversed, transposed, sliced, cropped.
 *
 * @param view - shape [ni, nj, nk]
 * @param affine - voxel to RAS+ mm, for this view's indices
 * @returns a volume; shares the view's data where the view covers all of them in the order of {@link toNdarray}, else
 * holds a copy
 * @throws CmbError `SHAPE_MISMATCH` when the view does not have three dimensions, `UNSUPPORTED_FORMAT` when its data are
 * no typed array that a volume holds; as `createVolume` otherwise
 * @since 0.1.0
 */
export function fromNdarray<D extends VoxelArray>(view: NdArray<D>, affine: Affine): Volume<D> {
  const [ni, nj, nk] = view.shape;
  if (view.dimension !== 3 || ni === undefined || nj === undefined || nk === undefined) {
    const message = `fromNdarray: the view has ${view.dimension} dimensions and a volume has 3; pick one volume first`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected: [3], actual: [view.dimension] });
  }
  if (!DATA_TYPES.includes(view.dtype)) {
    const message = `fromNdarray: the view holds ${view.dtype} data; copy them to one of ${DATA_TYPES.join(", ")}`;
    throw new CmbError("UNSUPPORTED_FORMAT", message, { format: view.dtype, supported: DATA_TYPES });
  }
  const size = ni * nj * nk;
  const [si = 1, sj = ni, sk = ni * nj] = view.stride;
  const dense = si === 1 && sj === ni && sk === ni * nj && view.data.length === size;
  if (dense) return createVolume(view.data, [ni, nj, nk], affine);
  const data = newVoxelArray(view.data, size);
  let v = 0;
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      const row = view.offset + sj * j + sk * k;
      for (let i = 0; i < ni; i++) data[v++] = view.data[row + si * i] as number;
    }
  }
  return createVolume(data, [ni, nj, nk], affine);
}
