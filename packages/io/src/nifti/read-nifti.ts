import { assembleImage, trailingData } from "./assemble-image.js";
import { checkHeader, HEADER_PREFIX_BYTES } from "./check-header.js";
import { invalidNifti } from "./invalid-nifti.js";
import type { NiftiImage, NiftiWarning } from "./nifti-image.js";
import { describe } from "./read-nifti-header.js";
import { type Bytes, refuseGzip, toBytes } from "./to-bytes.js";
import { checkLength, layOutVoxels, type ReadNiftiOptions } from "./voxel-layout.js";

/** What {@link readNifti} takes beside the bytes. @since 0.1.0 */
export interface ReadNiftiBytesOptions extends ReadNiftiOptions {
  /** The `.img` file that belongs to a `.hdr` file. */
  readonly imageBytes?: Bytes | undefined;
}

/**
 * One volume out of a NIfTI-1 or NIfTI-2 file in memory.
 *
 * Voxels keep their stored type; int64 and uint64 become float64 where that is exact. With `scl_slope` and `scl_inter`
 * in use, types of 8 and 16 bits become float32 (float64 where float32 would merge neighbouring values), all others
 * float64. The affine is from the sform if that can be used, else from the qform, else from `pixdim`; each step down is
 * a warning in the result.
 *
 * @param bytes - a `.nii` file, or a `.hdr` file with its `.img` in the options; not compressed
 * @param options - see {@link ReadNiftiBytesOptions}
 * @returns volume, header, extensions and warnings; nothing in it shares memory with `bytes`
 * @throws CmbError `TRUNCATED_DATA` when bytes are missing, `INVALID_NIFTI` when a header field is impossible,
 * `UNSUPPORTED_FORMAT` for complex, colour, binary and 128-bit voxels and for Analyze 7.5, `VOLUME_INDEX_REQUIRED` for a
 * file of several volumes without `volumeIndex`, `OUT_OF_RANGE` for an index or a cap out of range, `TOO_LARGE` beyond
 * `maxBytes`, `NOT_REPRESENTABLE` for a 64-bit integer without exact float64, `INVALID_ARGUMENT` for gzip bytes and for
 * a header of a pair without its image
 * @since 0.1.0
 */
export function readNifti(bytes: Bytes, options: ReadNiftiBytesOptions = {}): NiftiImage {
  const file = toBytes(bytes);
  refuseGzip(file);
  const checked = checkHeader(file.subarray(0, HEADER_PREFIX_BYTES));
  const voxelFile = checked.singleFile ? file : imageOf(options);
  const start = file.subarray(0, checked.singleFile ? checked.voxelOffset : file.length);
  const info = describe(checked, start);
  const layout = layOutVoxels(info, options);
  checkLength(layout.fileLength, voxelFile.length);
  const warnings: NiftiWarning[] = [...info.warnings];
  const extra = voxelFile.length - layout.fileLength;
  if (extra > 0) warnings.push(trailingData(`${extra} bytes`));
  const buffer = new ArrayBuffer(layout.length);
  new Uint8Array(buffer).set(voxelFile.subarray(layout.start, layout.start + layout.length));
  return assembleImage({ ...info, warnings }, layout, buffer);
}

function imageOf({ imageBytes }: ReadNiftiBytesOptions): Uint8Array {
  if (imageBytes === undefined) {
    throw invalidNifti("magic", "ni1 or ni2", "the voxels are in an .img file: give it as imageBytes");
  }
  const image = toBytes(imageBytes);
  refuseGzip(image);
  return image;
}
