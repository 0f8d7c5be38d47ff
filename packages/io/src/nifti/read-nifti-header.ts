import { type CheckedHeader, checkHeader, HEADER_PREFIX_BYTES } from "./check-header.js";
import { headerLength } from "./header-layout.js";
import type { NiftiInfo } from "./nifti-image.js";
import { parseExtensions } from "./parse-extensions.js";
import { parseHeader } from "./parse-header.js";
import { type Bytes, refuseGzip, toBytes } from "./to-bytes.js";
import { checkLength } from "./voxel-layout.js";

/**
 * What a NIfTI file says about itself, without its voxels. Types that cannot be read as a volume, such as complex
 * numbers and colours, are described all the same.
 *
 * @param bytes - a `.nii` or `.hdr` file, or its start up to the first voxel; not compressed
 * @returns header, geometry, extensions and warnings; nothing in it shares memory with `bytes`
 * @throws CmbError `TRUNCATED_DATA` when the header or its extensions are cut off, `INVALID_NIFTI` when a field that
 * decides about sizes is wrong, `UNSUPPORTED_FORMAT` for Analyze 7.5, `INVALID_ARGUMENT` for gzip bytes
 * @since 0.1.0
 */
export function readNiftiHeader(bytes: Bytes): NiftiInfo {
  const file = toBytes(bytes);
  refuseGzip(file);
  const checked = checkHeader(file.subarray(0, HEADER_PREFIX_BYTES));
  if (checked.singleFile) checkLength(checked.voxelOffset, file.length);
  return describe(checked, file.subarray(0, checked.singleFile ? checked.voxelOffset : file.length));
}

/** Header and extensions from the bytes before the first voxel. */
export function describe(checked: CheckedHeader, start: Uint8Array): NiftiInfo {
  const info = parseHeader(checked);
  const area = start.subarray(headerLength(checked.bytes.version));
  const { extensions, warnings } = parseExtensions(area, checked.bytes.littleEndian);
  return { ...info, extensions, warnings: [...info.warnings, ...warnings] };
}
