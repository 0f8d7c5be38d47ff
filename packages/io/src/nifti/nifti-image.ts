import type { Affine, Shape, Volume, VoxelArray } from "@cmb/core";
import type { NiftiDataType } from "./data-types.js";

/** The names of what a NIfTI file can have wrong and still be read. @since 0.1.0 */
export type NiftiWarningCode =
  | "SFORM_UNUSABLE"
  | "QFORM_UNUSABLE"
  | "AFFINE_FROM_PIXDIM"
  | "SFORM_QFORM_DISAGREE"
  | "PIXDIM_INVALID"
  | "QFAC_INVALID"
  | "UNITS_CONVERTED"
  | "UNITS_INVALID"
  | "BITPIX_MISMATCH"
  | "EXTENSION_INVALID"
  | "TRAILING_DATA"
  | "NON_FINITE_VOXELS";

/** Something about a file that its reader should know. @since 0.1.0 */
export interface NiftiWarning {
  readonly code: NiftiWarningCode;
  /** What was found, with the numbers, and what was done about it. */
  readonly message: string;
}

/** A header extension: data of other programs that a NIfTI file carries. @since 0.1.0 */
export interface NiftiExtension {
  /** Registered code: 2 DICOM, 4 AFNI, 6 comment, 32 CIFTI, 44 MRS and so on. */
  readonly code: number;
  /** The bytes after size and code, with the padding that the file has. */
  readonly data: Uint8Array;
}

/** Header fields that mean nothing to geometry or voxels; what was read can be handed to the writer as it is. @since 0.1.0 */
export interface NiftiMetadata {
  /** `descrip`, at most 79 bytes of Latin-1. */
  readonly description: string;
  /** `aux_file`, at most 23 bytes. */
  readonly auxiliaryFile: string;
  /** `intent_name`, at most 15 bytes. */
  readonly intentName: string;
  readonly intentCode: number;
  /** `intent_p1` to `intent_p3`. */
  readonly intentParameters: readonly [number, number, number];
  /** `cal_min` and `cal_max`: the grey values to show as black and white; 0 and 0 where unset. */
  readonly displayRange: readonly [minimum: number, maximum: number];
  /** `dim_info`: which axis is frequency, phase and slice. */
  readonly dimInfo: number;
  readonly sliceCode: number;
  readonly sliceStart: number;
  readonly sliceEnd: number;
  /** In the unit of time of the file. */
  readonly sliceDuration: number;
  /** `toffset`, in the unit of time of the file. */
  readonly timeOffset: number;
}

/** What a NIfTI header says, checked; geometry that was chosen from it stands beside it in {@link NiftiInfo}. @since 0.1.0 */
export interface NiftiHeader {
  readonly version: 1 | 2;
  readonly littleEndian: boolean;
  /** True for `.nii`, false for a `.hdr/.img` pair. */
  readonly singleFile: boolean;
  /** Lengths of the used axes: `dim[1]` to `dim[dim[0]]`. */
  readonly dim: readonly number[];
  /** The eight numbers as they are stored; `pixdim[0]` is qfac. */
  readonly pixdim: readonly number[];
  readonly dataType: NiftiDataType;
  /** Where the voxels start in their file, in bytes. */
  readonly voxelOffset: number;
  /** What stored values are multiplied with and what is added then; `null` when the file asks for neither. */
  readonly scaling: { readonly slope: number; readonly intercept: number } | null;
  /** `sform_code`: 0 unset, 1 scanner, 2 aligned, 3 Talairach, 4 MNI 152, 5 template. */
  readonly sformCode: number;
  /** `qform_code`, with the same meanings. */
  readonly qformCode: number;
  /** In mm; `null` when the code is 0 or the matrix cannot be used. */
  readonly sform: Affine | null;
  /** In mm; `null` when the code is 0 or the numbers cannot be used. */
  readonly qform: Affine | null;
  readonly spatialUnit: "unknown" | "m" | "mm" | "um";
  readonly timeUnit: "unknown" | "s" | "ms" | "us" | "Hz" | "ppm" | "rad/s";
  readonly metadata: NiftiMetadata;
}

/** A NIfTI file without its voxels. @since 0.1.0 */
export interface NiftiInfo {
  readonly header: NiftiHeader;
  /** Of one volume; axes that the file does not have count 1. */
  readonly shape: Shape;
  /** How many 3-D volumes the file holds: the product of the axes from the fourth on. */
  readonly volumes: number;
  /** Voxel to RAS+ mm. */
  readonly affine: Affine;
  /** Which part of the header the affine is from. */
  readonly affineSource: "sform" | "qform" | "pixdim";
  readonly extensions: readonly NiftiExtension[];
  readonly warnings: readonly NiftiWarning[];
}

/** A volume out of a NIfTI file with what the file says about it. @since 0.1.0 */
export interface NiftiImage extends NiftiInfo {
  readonly volume: Volume<VoxelArray>;
  /** Which volume of the file this is, from 0. */
  readonly volumeIndex: number;
  /** Voxels that are NaN or infinite; they are left as they are. */
  readonly nonFiniteVoxels: number;
}
