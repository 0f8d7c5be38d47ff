import { CmbError } from "@cmb/core";
import { Unzlib } from "fflate";

/** A numeric matrix out of a MAT file. @since 0.1.0 */
export interface MatMatrix {
  readonly name: string;
  /** Lengths of the axes, at least two. */
  readonly shape: readonly number[];
  /** Column by column, as MATLAB keeps them: the first axis varies fastest. */
  readonly data: Float64Array;
}

/** What {@link readMat} takes. @since 0.1.0 */
export interface ReadMatOptions {
  /** Most bytes that a compressed variable may have when it is inflated; 64 MiB unless given. */
  readonly maxBytes?: number | undefined;
}

const HEADER_BYTES = 128;
const COMPRESSED = 15;
const MATRIX = 14;
const COMPLEX_FLAG = 0x0800;
const HDF5_SIGNATURE = [0x89, 0x48, 0x44, 0x46];
const SUPPORTED = ["MAT 5 (save -v6, save -v7)"];

/** Classes of MATLAB arrays that hold numbers: double 6, single 7, and the integers 8 to 15. */
const isNumericClass = (arrayClass: number): boolean => arrayClass >= 6 && arrayClass <= 15;

/**
 * The real numeric matrices of a MAT file of version 5, compressed or not, which is what MATLAB writes by `-v6` and `-v7`
 * and SciPy by `savemat`. Text, cells, structures, sparse and complex arrays are passed over.
 *
 * @param bytes - of the whole file
 * @param options - see {@link ReadMatOptions}
 * @returns the matrices in the order of the file
 * @throws CmbError `UNSUPPORTED_FORMAT` for version 7.3 (HDF5) and version 4; `CORRUPT_DATA` for anything that is no MAT
 * file; `TRUNCATED_DATA` when bytes are missing; `TOO_LARGE` beyond the cap
 * @see MathWorks, MAT-File Format, version 5
 * @since 0.1.0
 */
export function readMat(bytes: Uint8Array, options: ReadMatOptions = {}): readonly MatMatrix[] {
  const littleEndian = checkHeader(bytes);
  const found: MatMatrix[] = [];
  for (const element of elements(bytes.subarray(HEADER_BYTES), littleEndian)) {
    const content = element.type === COMPRESSED ? inflated(element.data, littleEndian, options) : element;
    const matrix = content.type === MATRIX ? parseMatrix(content.data, littleEndian) : undefined;
    if (matrix !== undefined) found.push(matrix);
  }
  return found;
}

/** Whether the file is little endian. */
function checkHeader(bytes: Uint8Array): boolean {
  const isHdf5 = [0, 512].some((at) => HDF5_SIGNATURE.every((byte, n) => bytes[at + n] === byte));
  if (isHdf5) throw unsupported("MAT 7.3, which is HDF5; save it again with -v7");
  if (bytes.length < HEADER_BYTES) throw truncated(HEADER_BYTES, bytes.length);
  const mark = String.fromCharCode(bytes[126] ?? 0, bytes[127] ?? 0);
  if (mark === "IM" || mark === "MI") return mark === "IM";
  if (bytes[0] === 0 || bytes[1] === 0) throw unsupported("MAT 4; save it again with -v7");
  throw corrupt("there is no MAT 5 header");
}

interface Element {
  readonly type: number;
  readonly data: Uint8Array;
}

/** Data elements one after the other; a tag of 8 bytes, or of 4 with up to 4 bytes of data beside it. */
function* elements(bytes: Uint8Array, littleEndian: boolean): Generator<Element> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; ) {
    if (at + 8 > bytes.length) throw truncated(at + 8, bytes.length);
    const word = view.getUint32(at, littleEndian);
    const isSmall = word > 0xffff;
    const type = isSmall ? word & 0xffff : word;
    const length = isSmall ? word >>> 16 : view.getUint32(at + 4, littleEndian);
    const start = at + (isSmall ? 4 : 8);
    if (isSmall && length > 4) throw corrupt(`a small element says that it has ${length} bytes`);
    if (start + length > bytes.length) throw truncated(start + length, bytes.length);
    yield { type, data: bytes.subarray(start, start + length) };
    // Compressed elements are not padded; all others fill units of 8 bytes, the last one perhaps not.
    at = isSmall ? at + 8 : start + (type === COMPRESSED ? length : Math.ceil(length / 8) * 8);
  }
}

const PIECE_BYTES = 2 ** 14;

/** The one element in a compressed one; inflated in pieces, so that the cap holds before memory is taken. */
function inflated(data: Uint8Array, littleEndian: boolean, { maxBytes = 2 ** 26 }: ReadMatOptions): Element {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  const stream = new Unzlib((chunk, final) => {
    length += chunk.length;
    if (length > maxBytes) {
      const message = `A variable of the MAT file has more than ${maxBytes} bytes; raise maxBytes if it is to be read`;
      throw new CmbError("TOO_LARGE", message, { requiredBytes: length, limitBytes: maxBytes });
    }
    chunks.push(chunk);
    ended = final;
  });
  try {
    for (let at = 0; at < data.length; at += PIECE_BYTES) {
      stream.push(data.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= data.length);
    }
  } catch (cause) {
    if (cause instanceof CmbError) throw cause;
    throw corrupt(`a compressed variable does not inflate (${String(cause)})`, cause);
  }
  if (!ended) throw corrupt("a compressed variable is cut off");
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  const [first] = elements(whole, littleEndian);
  if (first === undefined) throw corrupt("a compressed variable is empty");
  return first;
}

/** Flags, axes, name, values; `undefined` for what is no real numeric matrix. */
function parseMatrix(bytes: Uint8Array, littleEndian: boolean): MatMatrix | undefined {
  const [flags, axes, name, values] = [...elements(bytes, littleEndian)];
  if (flags === undefined || axes === undefined || name === undefined) throw corrupt("a matrix has no header");
  if (flags.data.length < 8) throw corrupt("a matrix has no flags");
  const word = new DataView(flags.data.buffer, flags.data.byteOffset).getUint32(0, littleEndian);
  if (!isNumericClass(word & 0xff) || (word & COMPLEX_FLAG) !== 0) return undefined;
  const shape = [...numbers(axes, littleEndian)];
  const data = values === undefined ? new Float64Array(0) : numbers(values, littleEndian);
  const expected = shape.reduce((product, length) => product * length, 1);
  if (shape.length < 2 || data.length !== expected) {
    throw corrupt(`a matrix of shape [${shape}] holds ${data.length} numbers`);
  }
  return { name: String.fromCharCode(...name.data), shape, data };
}

type Read = (view: DataView, at: number, littleEndian: boolean) => number;

/** Bytes of one number and how it is read, by the type of a data element. */
const NUMBER_TYPES: ReadonlyMap<number, readonly [bytes: number, read: Read]> = new Map<number, [number, Read]>([
  [1, [1, (view, at) => view.getInt8(at)]],
  [2, [1, (view, at) => view.getUint8(at)]],
  [3, [2, (view, at, little) => view.getInt16(at, little)]],
  [4, [2, (view, at, little) => view.getUint16(at, little)]],
  [5, [4, (view, at, little) => view.getInt32(at, little)]],
  [6, [4, (view, at, little) => view.getUint32(at, little)]],
  [7, [4, (view, at, little) => view.getFloat32(at, little)]],
  [9, [8, (view, at, little) => view.getFloat64(at, little)]],
  [12, [8, (view, at, little) => Number(view.getBigInt64(at, little))]],
  [13, [8, (view, at, little) => Number(view.getBigUint64(at, little))]],
]);

function numbers({ type, data }: Element, littleEndian: boolean): Float64Array {
  const [bytes, read] = NUMBER_TYPES.get(type) ?? [];
  if (bytes === undefined || read === undefined) throw corrupt(`a matrix holds data of the unknown type ${type}`);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return Float64Array.from({ length: Math.floor(data.length / bytes) }, (_, n) => read(view, n * bytes, littleEndian));
}

function corrupt(why: string, cause?: unknown): CmbError<"CORRUPT_DATA"> {
  const message = `The bytes are no MAT file that can be read: ${why}`;
  return new CmbError("CORRUPT_DATA", message, { format: "MAT" }, cause === undefined ? {} : { cause });
}

function truncated(expectedBytes: number, actualBytes: number): CmbError<"TRUNCATED_DATA"> {
  const message = `The MAT file ends after ${actualBytes} bytes where ${expectedBytes} are announced`;
  return new CmbError("TRUNCATED_DATA", message, { expectedBytes, actualBytes });
}

function unsupported(what: string): CmbError<"UNSUPPORTED_FORMAT"> {
  return new CmbError("UNSUPPORTED_FORMAT", `The file is ${what}`, { format: "MAT", supported: SUPPORTED });
}
