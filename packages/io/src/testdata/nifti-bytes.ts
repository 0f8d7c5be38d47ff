import { dataTypeCode, type NiftiDataType } from "../nifti/data-types.js";
import {
  type HeaderBytes,
  type HeaderNumber,
  headerLength,
  setHeaderNumber,
  setHeaderText,
} from "../nifti/header-layout.js";

/** A file to make, field by field, also one that no writer would make. */
export interface NiftiSpec {
  readonly version?: 1 | 2;
  readonly littleEndian?: boolean;
  readonly singleFile?: boolean;
  readonly dim?: readonly number[];
  readonly dataType?: NiftiDataType;
  /** Stored values that overwrite the usual ones; a list starts at index 0. */
  readonly fields?: Partial<Record<HeaderNumber, number | readonly number[]>>;
  /** Everything after the fixed header: four bytes of flags, extensions, and the voxels of a single file. */
  readonly rest?: Uint8Array;
}

const BITS: Partial<Record<NiftiDataType, number>> = {
  uint8: 8,
  int8: 8,
  int16: 16,
  uint16: 16,
  int64: 64,
  uint64: 64,
  float64: 64,
};

/** The bytes of a file as {@link NiftiSpec} has it: 2 x 3 x 4 uint8 voxels with an sform of 1, 2, 3 mm by default. */
export function niftiBytes(spec: NiftiSpec = {}): Uint8Array {
  const { version = 1, littleEndian = true, singleFile = true, dim = [2, 3, 4], dataType = "uint8" } = spec;
  const fixed = headerLength(version);
  const bits = BITS[dataType] ?? 32;
  const voxels = dim.reduce((product, length) => product * length, 1) * (bits / 8);
  const rest = spec.rest ?? new Uint8Array(4 + (singleFile && voxels < 1e6 ? voxels : 0));
  const file = new Uint8Array(fixed + rest.length);
  file.set(rest, fixed);
  const header: HeaderBytes = { view: new DataView(file.buffer), version, littleEndian };
  setHeaderText(header, "magic", `n${singleFile ? "+" : "i"}${version}\0${version === 2 ? "\r\n\x1a\n" : ""}`);
  const fields: NiftiSpec["fields"] = {
    sizeof_hdr: fixed,
    dim: [dim.length, ...dim],
    datatype: dataTypeCode(dataType),
    bitpix: bits,
    pixdim: [1, 1, 2, 3],
    vox_offset: singleFile ? fixed + 4 : 0,
    sform_code: 1,
    srow: [1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0],
    ...spec.fields,
  };
  for (const [name, value] of Object.entries(fields)) {
    const values = typeof value === "number" ? [value] : value;
    for (const [n, one] of values.entries()) setHeaderNumber(header, name as HeaderNumber, one, n);
  }
  return file;
}

/** A file in pieces of `size` bytes, as a stream gives it. */
export async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** The code of the error that a call ends with; `undefined` when it ends well. */
export async function codeOf(call: () => unknown): Promise<string | undefined> {
  try {
    await call();
    return undefined;
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  }
}
