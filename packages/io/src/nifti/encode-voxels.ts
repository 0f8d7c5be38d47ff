import { CmbError, type VoxelArray } from "@cmb/core";
import { bitsPerVoxel, type NiftiScalarType } from "./data-types.js";
import type { NiftiHeader } from "./nifti-image.js";
import { hostIsLittleEndian, swapBytesInto } from "./swap-bytes.js";

/** How values become stored values. */
export interface VoxelEncoding {
  readonly dataType: NiftiScalarType;
  readonly scaling: NiftiHeader["scaling"];
  readonly rounding: "exact" | "nearest";
}

/**
 * The data type that holds every value of an array as it is.
 *
 * @throws CmbError `INVALID_ARGUMENT` for an array that no volume holds
 */
export function nativeDataType(data: VoxelArray): NiftiScalarType {
  if (data instanceof Uint8Array || data instanceof Uint8ClampedArray) return "uint8";
  if (data instanceof Int8Array) return "int8";
  if (data instanceof Uint16Array) return "uint16";
  if (data instanceof Int16Array) return "int16";
  if (data instanceof Uint32Array) return "uint32";
  if (data instanceof Int32Array) return "int32";
  if (data instanceof Float32Array) return "float32";
  if (data instanceof Float64Array) return "float64";
  const message = "The voxels are no array that a volume can hold; give a typed array of at most 64-bit floats";
  throw new CmbError("INVALID_ARGUMENT", message, { name: "volume.data", value: Object.prototype.toString.call(data) });
}

/**
 * Voxels as little-endian bytes. Where nothing changes, the result is a view of `data` itself.
 *
 * @throws CmbError `NOT_REPRESENTABLE` when a value does not fit the type
 */
export function encodeVoxels(data: VoxelArray, encoding: VoxelEncoding): Uint8Array {
  const { dataType, scaling } = encoding;
  const same = scaling === null && dataType === nativeDataType(data);
  if (same && hostIsLittleEndian()) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const stored = same ? data.slice() : convert(data, encoding);
  const buffer = stored.buffer as ArrayBuffer;
  if (!hostIsLittleEndian()) swapBytesInto(buffer, bitsPerVoxel(dataType) / 8);
  return new Uint8Array(buffer);
}

type StoredArray = VoxelArray | BigInt64Array | BigUint64Array;

function convert(data: VoxelArray, encoding: VoxelEncoding): StoredArray {
  const { dataType } = encoding;
  if (dataType === "float64") return toFloat64(data, encoding);
  if (dataType === "float32") return toFloat32(data, encoding);
  if (dataType === "int64" || dataType === "uint64") return toBigIntegers(data, { ...encoding, dataType });
  const out = integerArray(dataType, data.length);
  const [minimum, maximum] = INTEGER_RANGES[dataType];
  for (let v = 0; v < out.length; v++) {
    const value = storedInteger(data, v, encoding);
    if (!(value >= minimum && value <= maximum)) throw notRepresentable(data, v, encoding);
    out[v] = value;
  }
  return out;
}

const INTEGER_RANGES = {
  uint8: [0, 255],
  int8: [-128, 127],
  uint16: [0, 65535],
  int16: [-32768, 32767],
  uint32: [0, 2 ** 32 - 1],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  // The largest float64 below the limits, which themselves are outside.
  uint64: [0, 2 ** 64 - 2 ** 11],
  int64: [-(2 ** 63), 2 ** 63 - 2 ** 10],
} as const;

/** The smallest and largest stored value of an integer type that a float64 can hold; `undefined` for floats. */
export function integerRange(dataType: NiftiScalarType): readonly [number, number] | undefined {
  return dataType === "float32" || dataType === "float64" ? undefined : INTEGER_RANGES[dataType];
}

type SmallInteger = Exclude<NiftiScalarType, "float32" | "float64" | "int64" | "uint64">;

function integerArray(dataType: SmallInteger, length: number): VoxelArray {
  switch (dataType) {
    case "uint8":
      return new Uint8Array(length);
    case "int8":
      return new Int8Array(length);
    case "uint16":
      return new Uint16Array(length);
    case "int16":
      return new Int16Array(length);
    case "uint32":
      return new Uint32Array(length);
    case "int32":
      return new Int32Array(length);
  }
}

/** The whole number to store, not yet checked against the range; NaN stays NaN. */
function storedInteger(data: VoxelArray, v: number, { scaling, rounding, ...encoding }: VoxelEncoding): number {
  const value = data[v] ?? 0;
  if (scaling !== null) return Math.round((value - scaling.intercept) / scaling.slope);
  const whole = Math.round(value);
  if (rounding === "exact" && whole !== value) throw notRepresentable(data, v, { scaling, rounding, ...encoding });
  return whole;
}

function toBigIntegers(
  data: VoxelArray,
  encoding: VoxelEncoding & { readonly dataType: "int64" | "uint64" },
): BigInt64Array | BigUint64Array {
  const signed = encoding.dataType === "int64";
  const out = signed ? new BigInt64Array(data.length) : new BigUint64Array(data.length);
  const [minimum, maximum] = INTEGER_RANGES[encoding.dataType];
  for (let v = 0; v < out.length; v++) {
    const value = storedInteger(data, v, encoding);
    if (!(value >= minimum && value <= maximum)) throw notRepresentable(data, v, encoding);
    out[v] = BigInt(value);
  }
  return out;
}

function toFloat64(data: VoxelArray, { scaling }: VoxelEncoding): Float64Array {
  const out = new Float64Array(data);
  if (scaling === null) return out;
  for (let v = 0; v < out.length; v++) out[v] = ((out[v] ?? 0) - scaling.intercept) / scaling.slope;
  return out;
}

function toFloat32(data: VoxelArray, encoding: VoxelEncoding): Float32Array {
  const { scaling, rounding } = encoding;
  const exact = rounding === "exact" && scaling === null;
  const out = new Float32Array(data.length);
  for (let v = 0; v < out.length; v++) {
    const value = data[v] ?? 0;
    const wanted = scaling === null ? value : (value - scaling.intercept) / scaling.slope;
    const stored = Math.fround(wanted);
    const overflow = !Number.isFinite(stored) && Number.isFinite(wanted);
    if (overflow || (exact && !Object.is(stored, wanted))) throw notRepresentable(data, v, encoding);
    out[v] = stored;
  }
  return out;
}

function notRepresentable(data: VoxelArray, v: number, encoding: VoxelEncoding): CmbError<"NOT_REPRESENTABLE"> {
  const { dataType, scaling, rounding } = encoding;
  const value = data[v] ?? Number.NaN;
  const how = scaling === null ? "" : ` with slope ${scaling.slope} and intercept ${scaling.intercept}`;
  const advice = scaling === null && rounding === "exact" ? `a wider type or rounding: "nearest"` : "a wider type";
  const message = `Voxel ${v} is ${value}, which ${dataType} cannot hold${how}; choose ${advice}`;
  return new CmbError("NOT_REPRESENTABLE", message, { value: String(value), dataType });
}
