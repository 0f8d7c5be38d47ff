import { type ByteSource, openSource } from "./byte-source.js";
import { inflate } from "./inflate.js";
import type { NiftiImage } from "./nifti-image.js";
import { openCursor } from "./open-cursor.js";
import { type LoadNiftiOptions, streamNifti } from "./stream-nifti.js";

/** A `.hdr` file and the `.img` file with its voxels. @since 0.1.0 */
export interface NiftiPair {
  readonly header: ByteSource;
  readonly image: ByteSource;
}

/**
 * One volume out of a NIfTI file from any source, gzip or not; what is compressed shows in the bytes, not in the name.
 *
 * The file is read front to back into the memory of the result. Nothing is taken for voxels before the header has been
 * checked against the cap and, where it is known, against the length of the source. A gzip stream is read to its
 * checksum, at most 1 MiB past the last voxel. Voxel types and the choice of the affine are as in `readNifti`.
 *
 * @param source - bytes, `Blob`, `File`, stream or `URL` of a `.nii` or `.nii.gz`, or header and image of a pair
 * @param options - volume, cap, `signal` and `onProgress` (in bytes)
 * @returns volume, header, extensions and warnings
 * @throws CmbError `CORRUPT_DATA` for a gzip stream that is cut off or damaged, `FETCH_FAILED` for a URL without an
 * answer, `INVALID_ARGUMENT` for what is no source, and all that `readNifti` throws; the signal's reason when aborted
 * @since 0.1.0
 */
export async function loadNifti(source: ByteSource | NiftiPair, options: LoadNiftiOptions = {}): Promise<NiftiImage> {
  const { signal } = options;
  const open = async (part: ByteSource) => openCursor(await openSource(part, signal), inflate);
  if (!isPair(source)) return streamNifti({ cursor: await open(source) }, options);
  return streamNifti({ cursor: await open(source.header), openImage: () => open(source.image) }, options);
}

/** Whether a source is a pair. */
export function isPair(source: object): source is NiftiPair {
  return "header" in source && "image" in source;
}
