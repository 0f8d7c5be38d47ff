import { CmbError } from "@cmb/core";
import { bitsPerVoxel, isScalarType, type NiftiScalarType, SCALAR_TYPES } from "./data-types.js";
import type { NiftiInfo } from "./nifti-image.js";

/** Which volume to read and how much memory it may take. @since 0.1.0 */
export interface ReadNiftiOptions {
  /** Which volume of a file with more than one, from 0, with axis 4 fastest; needed there and 0 elsewhere. */
  readonly volumeIndex?: number | undefined;
  /** The most bytes to take for the voxels of the volume, and for the header with its extensions; 2 GiB unless given. */
  readonly maxBytes?: number | undefined;
}

/** The cap on memory where none is given: 2 GiB. */
export const DEFAULT_MAX_BYTES: number = 2 ** 31;

/** Where the wanted voxels lie in the file that holds them. */
export interface VoxelLayout {
  readonly dataType: NiftiScalarType;
  readonly voxels: number;
  readonly volumeIndex: number;
  /** First byte of the wanted volume. */
  readonly start: number;
  /** Bytes of the wanted volume as it is stored. */
  readonly length: number;
  /** Bytes of the whole file, as the header has it. */
  readonly fileLength: number;
}

/**
 * Where the voxels are, with every size checked before memory is taken for them.
 *
 * @throws CmbError `UNSUPPORTED_FORMAT`, `VOLUME_INDEX_REQUIRED`, `OUT_OF_RANGE`, `TOO_LARGE`
 */
export function layOutVoxels(info: Omit<NiftiInfo, "extensions">, options: ReadNiftiOptions): VoxelLayout {
  const { header, shape, volumes } = info;
  const { dataType } = header;
  if (!isScalarType(dataType)) {
    const message = `The voxels are ${dataType}; read are ${SCALAR_TYPES.join(", ")}. Convert the file to one of these first`;
    throw new CmbError("UNSUPPORTED_FORMAT", message, { format: dataType, supported: SCALAR_TYPES });
  }
  const voxels = shape[0] * shape[1] * shape[2];
  const stored = bitsPerVoxel(dataType) / 8;
  // Scaling writes float64 at most, beside the stored values unless these have 8 bytes themselves.
  const scaled = header.scaling === null || stored === 8 ? 0 : 8;
  checkCap(voxels * (stored + scaled), capOf(options), "The voxels of one volume");
  const length = voxels * stored;
  const fileLength = header.voxelOffset + length * volumes;
  if (!Number.isSafeInteger(fileLength)) checkCap(fileLength, Number.MAX_SAFE_INTEGER, "The file");
  const volumeIndex = checkVolumeIndex(volumes, options.volumeIndex);
  return { dataType, voxels, volumeIndex, start: header.voxelOffset + length * volumeIndex, length, fileLength };
}

/** The cap that the options set. */
export function capOf({ maxBytes = DEFAULT_MAX_BYTES }: ReadNiftiOptions): number {
  if (maxBytes > 0) return maxBytes;
  const message = `maxBytes is ${maxBytes}; give a number of bytes above 0`;
  throw new CmbError("OUT_OF_RANGE", message, { name: "maxBytes", value: maxBytes, minimum: 1 });
}

/** @throws CmbError `TOO_LARGE` when `requiredBytes` exceeds the cap */
export function checkCap(requiredBytes: number, limitBytes: number, what: string): void {
  if (requiredBytes <= limitBytes) return;
  const message = `${what} would take ${requiredBytes} bytes and the limit is ${limitBytes}; raise maxBytes if that is meant`;
  throw new CmbError("TOO_LARGE", message, { requiredBytes, limitBytes });
}

function checkVolumeIndex(volumes: number, volumeIndex: number | undefined): number {
  if (volumeIndex === undefined && volumes === 1) return 0;
  if (volumeIndex === undefined) {
    const message = `The file holds ${volumes} volumes; say which one with volumeIndex, from 0 to ${volumes - 1}`;
    throw new CmbError("VOLUME_INDEX_REQUIRED", message, { volumes });
  }
  if (Number.isInteger(volumeIndex) && volumeIndex >= 0 && volumeIndex < volumes) return volumeIndex;
  const message =
    volumes === 1
      ? `volumeIndex is ${volumeIndex} and the file holds one volume; leave volumeIndex out, or give 0`
      : `volumeIndex is ${volumeIndex} and the file holds ${volumes} volumes; give a whole number from 0 to ${volumes - 1}`;
  const details = { name: "volumeIndex", value: volumeIndex, minimum: 0, maximum: volumes - 1 };
  throw new CmbError("OUT_OF_RANGE", message, details);
}

/** @throws CmbError `TRUNCATED_DATA` when fewer bytes are there than the header announces */
export function checkLength(expectedBytes: number, actualBytes: number): void {
  if (actualBytes >= expectedBytes) return;
  const message = `The header announces ${expectedBytes} bytes and the file has ${actualBytes}; it is cut off`;
  throw new CmbError("TRUNCATED_DATA", message, { expectedBytes, actualBytes });
}
