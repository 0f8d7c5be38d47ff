import {
  type Affine,
  affineDeterminant,
  CmbError,
  createVolume,
  invertAffine,
  type Volume,
  type VoxelArray,
} from "@cmb/core";
import { whyUnusable } from "./choose-affine.js";
import { isScalarType, type NiftiScalarType, SCALAR_TYPES } from "./data-types.js";
import { encodeHeader } from "./encode-header.js";
import { encodeVoxels, nativeDataType } from "./encode-voxels.js";
import type { NiftiExtension, NiftiMetadata } from "./nifti-image.js";
import { resolveScaling } from "./resolve-scaling.js";

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
  checkChoice("version", version, [1, 2]);
  checkChoice("rounding", rounding, ["exact", "nearest"]);
  checkChoice("spaceCode", spaceCode, [1, 2, 3, 4, 5]);
  checkAffine(affine, version);
  const dataType = checkDataType(options.dataType ?? nativeDataType(data));
  const scaling = resolveScaling(data, { dataType, version }, options.scaling);
  const content = { version, singleFile, shape, affine, dataType, scaling, spaceCode, metadata, extensions };
  return { header: encodeHeader(content), voxels: encodeVoxels(data, { dataType, scaling, rounding }) };
}

function checkChoice(name: string, value: unknown, choices: readonly unknown[]): void {
  if (choices.includes(value)) return;
  throw new CmbError("INVALID_ARGUMENT", `${name} is ${value}; choose one of ${choices.join(", ")}`, { name, value });
}

function checkDataType(dataType: string): NiftiScalarType {
  if (isScalarType(dataType)) return dataType;
  const message = `${dataType} cannot be written; choose one of ${SCALAR_TYPES.join(", ")}`;
  throw new CmbError("UNSUPPORTED_FORMAT", message, { format: dataType, supported: SCALAR_TYPES });
}

/** A reader must be able to use the affine as it is stored, so that is what is checked. */
function checkAffine(affine: Affine, version: 1 | 2): void {
  if (affine.slice(12).some((value, n) => value !== (n === 3 ? 1 : 0))) {
    const message = `The last row of the affine is ${affine.slice(12).join(", ")}; NIfTI has no place for other than 0, 0, 0, 1`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "affine", value: affine });
  }
  invertAffine(affine);
  const stored = version === 1 ? (affine.map(Math.fround) as unknown as Affine) : affine;
  const reason = whyUnusable(stored);
  if (reason === undefined) return;
  const message = `No reader could use this affine in NIfTI-${version}: ${reason}`;
  throw new CmbError("SINGULAR_AFFINE", message, { determinant: affineDeterminant(affine) });
}
