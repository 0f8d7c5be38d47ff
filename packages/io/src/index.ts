export type { ByteSource } from "./nifti/byte-source.js";
export type { NiftiDataType, NiftiScalarType } from "./nifti/data-types.js";
export type { WriteNiftiOptions } from "./nifti/encode-nifti.js";
export { type GzipBytesOptions, gzipBytes } from "./nifti/gzip-bytes.js";
export { loadNifti, type NiftiPair } from "./nifti/load-nifti.js";
export { type LoadNiftiHeaderOptions, loadNiftiHeader } from "./nifti/load-nifti-header.js";
export type {
  NiftiExtension,
  NiftiHeader,
  NiftiImage,
  NiftiInfo,
  NiftiMetadata,
  NiftiWarning,
  NiftiWarningCode,
} from "./nifti/nifti-image.js";
export { type ReadNiftiBytesOptions, readNifti } from "./nifti/read-nifti.js";
export { readNiftiHeader } from "./nifti/read-nifti-header.js";
export type { LoadNiftiOptions } from "./nifti/stream-nifti.js";
export type { Bytes } from "./nifti/to-bytes.js";
export type { ReadNiftiOptions } from "./nifti/voxel-layout.js";
export { writeNifti } from "./nifti/write-nifti.js";
export { type NiftiPairBytes, writeNiftiPair } from "./nifti/write-nifti-pair.js";
