import type { Volume, VoxelArray } from "@cmb/core";
import { encodeNifti, type WriteNiftiOptions } from "./encode-nifti.js";

/** The two files of a pair. @since 0.1.0 */
export interface NiftiPairBytes {
  /** The `.hdr` file. */
  readonly headerBytes: Uint8Array;
  /** The `.img` file. */
  readonly imageBytes: Uint8Array;
}

/**
 * A volume as the bytes of a `.hdr` and an `.img` file. All else is as in `writeNifti`.
 *
 * @param volume - any voxel type; only read
 * @param options - see {@link WriteNiftiOptions}
 * @returns new arrays
 * @throws CmbError as `writeNifti`
 * @since 0.1.0
 */
export function writeNiftiPair(volume: Volume<VoxelArray>, options: WriteNiftiOptions = {}): NiftiPairBytes {
  const { header, voxels } = encodeNifti(volume, false, options);
  return { headerBytes: header, imageBytes: voxels.slice() };
}
