import type { Volume, VoxelArray } from "@cmb/core";
import { concatenate } from "./byte-cursor.js";
import { encodeNifti, type WriteNiftiOptions } from "./encode-nifti.js";

/**
 * A volume as the bytes of one `.nii` file, little-endian, not compressed; `gzipBytes` makes a `.nii.gz` of them.
 *
 * `readNifti` gives the same volume back: the same voxels in the same type (64-bit integers as float64), the same shape
 * and the same affine, in NIfTI-1 rounded to float32. The sform is always written; the qform too where the affine is a
 * rotation with spacing, otherwise its code is 0. The same volume and options give the same bytes.
 *
 * @param volume - any voxel type; only read
 * @param options - see {@link WriteNiftiOptions}
 * @returns a new array
 * @throws CmbError `NOT_REPRESENTABLE` when a value does not fit the data type, `OUT_OF_RANGE` when a header field
 * cannot hold its number, `INVALID_ARGUMENT` for text that is too long and for an affine whose last row is not 0, 0, 0,
 * 1, `UNSUPPORTED_FORMAT` for a type that cannot be written, `SINGULAR_AFFINE`, `EMPTY_VOLUME`, `SHAPE_MISMATCH`
 * @since 0.1.0
 */
export function writeNifti(volume: Volume<VoxelArray>, options: WriteNiftiOptions = {}): Uint8Array {
  const { header, voxels } = encodeNifti(volume, true, options);
  return concatenate([header, voxels]);
}
