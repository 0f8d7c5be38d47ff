import { CmbError, createVolume, invertAffine, type Volume, type VoxelArray } from "@cmb/core";
import { isScalarType, type NiftiScalarType, SCALAR_TYPES } from "./data-types.js";
import { encodeHeader } from "./encode-header.js";
import { encodeVoxels, integerRange, nativeDataType } from "./encode-voxels.js";
import type { NiftiExtension, NiftiHeader, NiftiMetadata } from "./nifti-image.js";

/** How a volume is written. @since 0.1.0 */
export interface WriteNiftiOptions {
  /** 1 unless given; NIfTI-1 keeps the affine in float32 and axes up to 32767 voxels, NIfTI-2 neither limit. */
  readonly version?: 1 | 2 | undefined;
  /** The type of the volume's array unless given. */
  readonly dataType?: NiftiScalarType | undefined;
  /**
   * `"exact"` (unless given): a value that the type cannot hold is an error; `"nearest"`: it becomes the nearest one that
   * the type has, and only values out of its range are an error.
   */
  readonly rounding?: "exact" | "nearest" | undefined;
  /**
   * Stored values are `(value − intercept) / slope`, rounded for integers; `"fit"` spreads the range of the volume over
   * the whole range of an integer type. None unless given.
   */
  readonly scaling?: { readonly slope: number; readonly intercept: number } | "fit" | undefined;
  /** `sform_code` and `qform_code`: 1 scanner, 2 aligned (unless given), 3 Talairach, 4 MNI 152, 5 template. */
  readonly spaceCode?: 1 | 2 | 3 | 4 | 5 | undefined;
  /** Description, intent and so on, for example `header.metadata` of the file that the volume comes from. */
  readonly metadata?: Partial<NiftiMetadata> | undefined;
  /** Written in this order, each padded with zeros to a multiple of 16 bytes. */
  readonly extensions?: readonly NiftiExtension[] | undefined;
}

/** A file in two parts: the voxels may be a view of the volume's own memory. */
export interface EncodedNifti {
  readonly header: Uint8Array;
  readonly voxels: Uint8Array;
}

/** Checks a volume and its options and encodes both. */
export function encodeNifti(volume: Volume<VoxelArray>, singleFile: boolean, options: WriteNiftiOptions): EncodedNifti {
  const { data, shape, affine } = createVolume(volume.data, volume.shape, volume.affine);
  const { version = 1, rounding = "exact", spaceCode = 2, metadata = {}, extensions = [] } = options;
  if (affine.slice(12).some((value, n) => value !== (n === 3 ? 1 : 0))) {
    const message = `The last row of the affine is ${affine.slice(12)}; NIfTI has no place for other than 0, 0, 0, 1`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "affine", value: affine });
  }
  invertAffine(affine);
  const dataType = checkDataType(options.dataType ?? nativeDataType(data));
  const scaling = checkScaling(data, { dataType, version }, options.scaling);
  const header = encodeHeader({
    version,
    singleFile,
    shape,
    affine,
    dataType,
    scaling,
    spaceCode,
    metadata,
    extensions,
  });
  return { header, voxels: encodeVoxels(data, { dataType, scaling, rounding }) };
}

function checkDataType(dataType: string): NiftiScalarType {
  if (isScalarType(dataType)) return dataType;
  const message = `${dataType} cannot be written; choose one of ${SCALAR_TYPES.join(", ")}`;
  throw new CmbError("UNSUPPORTED_FORMAT", message, { format: dataType, supported: SCALAR_TYPES });
}

interface Storage {
  readonly dataType: NiftiScalarType;
  readonly version: 1 | 2;
}

function checkScaling(
  data: VoxelArray,
  { dataType, version }: Storage,
  scaling: WriteNiftiOptions["scaling"],
): NiftiHeader["scaling"] {
  if (scaling === undefined) return null;
  // NIfTI-1 stores both in float32: what is divided by here must be what a reader multiplies with.
  const stored = version === 1 ? Math.fround : (value: number): number => value;
  if (scaling === "fit") return fitScaling(data, dataType, stored);
  const slope = stored(scaling.slope);
  const intercept = stored(scaling.intercept);
  if (Number.isFinite(slope) && slope !== 0 && Number.isFinite(intercept)) return { slope, intercept };
  const message = `The scaling is ${scaling.slope} and ${scaling.intercept}; the slope must be finite and not 0, the intercept finite`;
  throw new CmbError("OUT_OF_RANGE", message, { name: "scaling", value: scaling.slope });
}

function fitScaling(
  data: VoxelArray,
  dataType: NiftiScalarType,
  stored: (value: number) => number,
): NiftiHeader["scaling"] {
  const range = integerRange(dataType);
  if (range === undefined) {
    const message = `scaling: "fit" needs an integer type and the type is ${dataType}; leave scaling out`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "scaling", value: "fit" });
  }
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  for (let v = 0; v < data.length; v++) {
    const value = data[v] ?? 0;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  if (!(maximum > minimum)) return { slope: 1, intercept: stored(Number.isFinite(minimum) ? minimum : 0) };
  // A little wider than the range, so that rounding of slope and intercept pushes no value out.
  const slope = stored(((maximum - minimum) / (range[1] - range[0])) * (1 + 2 ** -20));
  return { slope, intercept: stored(minimum - range[0] * slope) };
}
