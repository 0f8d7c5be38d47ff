import { CmbError } from "@cmb/core";
import { bitsPerVoxel, dataTypeOfCode, type NiftiDataType } from "./data-types.js";
import { type HeaderBytes, headerLength, headerNumber, headerText } from "./header-layout.js";
import { invalidNifti } from "./invalid-nifti.js";
import type { NiftiWarning } from "./nifti-image.js";
import { checkCap } from "./voxel-layout.js";

/** A header whose structure has been checked: sizes, type and offset are those of a readable file. */
export interface CheckedHeader {
  /** A copy of the fixed part. */
  readonly bytes: HeaderBytes;
  readonly singleFile: boolean;
  readonly dim: readonly number[];
  readonly dataType: NiftiDataType;
  readonly voxelOffset: number;
  readonly warnings: readonly NiftiWarning[];
}

/** Bytes from the start of a file that are enough for {@link checkHeader}: the longer fixed part. */
export const HEADER_PREFIX_BYTES = 540;

/**
 * Checks everything about a header that decides how much is read from where, before anything else looks at it.
 *
 * @param prefix - the first {@link HEADER_PREFIX_BYTES} bytes of the file, or all of it where it is shorter
 * @throws CmbError `TRUNCATED_DATA`, `INVALID_NIFTI`, `UNSUPPORTED_FORMAT`, `TOO_LARGE`
 */
export function checkHeader(prefix: Uint8Array): CheckedHeader {
  const bytes = fixedPart(prefix);
  const singleFile = checkMagic(bytes);
  const dim = checkDim(bytes);
  const code = headerNumber(bytes, "datatype");
  const dataType = dataTypeOfCode(code);
  if (dataType === undefined) throw invalidNifti("datatype", code, "no such type code exists");
  const bits = headerNumber(bytes, "bitpix");
  const warnings: NiftiWarning[] = [];
  if (bits !== bitsPerVoxel(dataType)) {
    const message = `bitpix is ${bits} and ${dataType} has ${bitsPerVoxel(dataType)} bits; the data type was followed`;
    warnings.push({ code: "BITPIX_MISMATCH", message });
  }
  return { bytes, singleFile, dim, dataType, voxelOffset: checkVoxelOffset(bytes, singleFile), warnings };
}

function fixedPart(prefix: Uint8Array): HeaderBytes {
  if (prefix.byteLength < 348) {
    const message = `A NIfTI header has at least 348 bytes and these are ${prefix.byteLength}; the file is cut off or of another kind`;
    throw new CmbError("TRUNCATED_DATA", message, { expectedBytes: 348, actualBytes: prefix.byteLength });
  }
  const view = new DataView(prefix.buffer, prefix.byteOffset, prefix.byteLength);
  const size = view.getInt32(0, true);
  const swapped = view.getInt32(0, false);
  const littleEndian = size === 348 || size === 540;
  const actual = littleEndian ? size : swapped;
  if (actual !== 348 && actual !== 540) {
    throw invalidNifti("sizeof_hdr", size, "a NIfTI file starts with 348 or 540, so this is a file of another kind");
  }
  if (prefix.byteLength < actual) {
    const message = `A NIfTI-2 header has 540 bytes and these are ${prefix.byteLength}; the file is cut off`;
    throw new CmbError("TRUNCATED_DATA", message, { expectedBytes: 540, actualBytes: prefix.byteLength });
  }
  const version = actual === 348 ? 1 : 2;
  const copy = prefix.slice(0, headerLength(version));
  return { view: new DataView(copy.buffer, copy.byteOffset, copy.byteLength), version, littleEndian };
}

/** True for a single file, false for the header of a pair. */
function checkMagic(bytes: HeaderBytes): boolean {
  const magic = headerText(bytes, "magic", true);
  const kind = magic.slice(0, 4);
  if (kind === `n+${bytes.version}\0` || kind === `ni${bytes.version}\0`) {
    const lineEnds = magic.slice(4);
    if (bytes.version === 2 && lineEnds !== "\r\n\x1a\n" && lineEnds !== "\0\0\0\0") {
      throw invalidNifti("magic", magic, "the line ends in it were changed in a transfer as text; copy the file anew");
    }
    return kind[1] === "+";
  }
  if (bytes.version === 1 && !magic.startsWith("n")) {
    const message = `The header has 348 bytes and no NIfTI magic (${JSON.stringify(magic)}): Analyze 7.5, whose orientation is not defined; convert it to NIfTI with the program that wrote it`;
    throw new CmbError("UNSUPPORTED_FORMAT", message, { format: "Analyze 7.5", supported: ["NIfTI-1", "NIfTI-2"] });
  }
  throw invalidNifti("magic", magic, `version ${bytes.version} has "n+${bytes.version}" or "ni${bytes.version}" there`);
}

function checkDim(bytes: HeaderBytes): number[] {
  const axes = headerNumber(bytes, "dim", 0);
  if (!(axes >= 1 && axes <= 7)) throw invalidNifti("dim[0]", axes, "a file has 1 to 7 axes");
  const dim = Array.from({ length: axes }, (_, n) => headerNumber(bytes, "dim", n + 1));
  for (const [n, length] of dim.entries()) {
    if (length >= 1 && Number.isSafeInteger(length)) continue;
    throw invalidNifti(`dim[${n + 1}]`, length, "an axis has at least one voxel");
  }
  const voxels = dim.reduce((product, length) => product * length, 1);
  checkCap(voxels, Number.MAX_SAFE_INTEGER, `An image of ${dim.join(" x ")} voxels`);
  return dim;
}

function checkVoxelOffset(bytes: HeaderBytes, singleFile: boolean): number {
  const offset = headerNumber(bytes, "vox_offset");
  const minimum = singleFile ? headerLength(bytes.version) + 4 : 0;
  if (!Number.isSafeInteger(offset) || offset < minimum) {
    throw invalidNifti("vox_offset", offset, `voxels start at a whole byte from ${minimum} on`);
  }
  return offset;
}
