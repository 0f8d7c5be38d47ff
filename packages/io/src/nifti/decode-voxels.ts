import { CmbError, type VoxelArray } from "@cmb/core";
import { bitsPerVoxel, type NiftiScalarType } from "./data-types.js";
import type { NiftiHeader } from "./nifti-image.js";
import { hostIsLittleEndian, swapBytesInto } from "./swap-bytes.js";

type Scaling = NonNullable<NiftiHeader["scaling"]>;

/**
 * Stored bytes as values. The buffer is used up: swapped in place and, where the types allow, part of the result.
 *
 * @throws CmbError `NOT_REPRESENTABLE` when a 64-bit integer has no exact float64
 */
export function decodeVoxels(buffer: ArrayBuffer, dataType: NiftiScalarType, header: NiftiHeader): VoxelArray {
  if (header.littleEndian !== hostIsLittleEndian()) swapBytesInto(buffer, bitsPerVoxel(dataType) / 8);
  const raw = typedArray(buffer, dataType);
  return header.scaling === null ? raw : scale(raw, header.scaling);
}

function typedArray(buffer: ArrayBuffer, dataType: NiftiScalarType): VoxelArray {
  switch (dataType) {
    case "uint8":
      return new Uint8Array(buffer);
    case "int8":
      return new Int8Array(buffer);
    case "uint16":
      return new Uint16Array(buffer);
    case "int16":
      return new Int16Array(buffer);
    case "uint32":
      return new Uint32Array(buffer);
    case "int32":
      return new Int32Array(buffer);
    case "float32":
      return new Float32Array(buffer);
    case "float64":
      return new Float64Array(buffer);
    case "int64":
    case "uint64":
      return widen(buffer, dataType);
  }
}

/** 64-bit integers to float64 in the same memory: item v is read before it is overwritten, and items are equally wide. */
function widen(buffer: ArrayBuffer, dataType: "int64" | "uint64"): Float64Array {
  const out = new Float64Array(buffer);
  const unsigned = new Uint32Array(buffer);
  const high = dataType === "int64" ? new Int32Array(buffer) : unsigned;
  const [highWord, lowWord] = hostIsLittleEndian() ? [1, 0] : [0, 1];
  for (let v = 0; v < out.length; v++) {
    const top = high[2 * v + highWord] ?? 0;
    const bottom = unsigned[2 * v + lowWord] ?? 0;
    const value = top * 2 ** 32 + bottom;
    // Below 2^53 every sum is exact; from there on, the low bits that float64 drops must be 0.
    if ((value >= 2 ** 53 || value <= -(2 ** 53)) && BigInt(value) !== BigInt(top) * 2n ** 32n + BigInt(bottom)) {
      const exact = BigInt(top) * 2n ** 32n + BigInt(bottom);
      const message = `Voxel ${v} is ${exact}, which float64 cannot hold exactly; no type of a volume can`;
      throw new CmbError("NOT_REPRESENTABLE", message, { value: exact.toString(), dataType: "float64" });
    }
    out[v] = value;
  }
  return out;
}

/** `raw · slope + intercept`, computed in float64. */
function scale(raw: VoxelArray, { slope, intercept }: Scaling): VoxelArray {
  const out = fitsFloat32(raw, { slope, intercept }) ? new Float32Array(raw.length) : float64Like(raw);
  for (let v = 0; v < out.length; v++) out[v] = (raw[v] ?? 0) * slope + intercept;
  return out;
}

/** Float64 voxels are scaled where they lie. */
function float64Like(raw: VoxelArray): Float64Array {
  return raw instanceof Float64Array ? raw : new Float64Array(raw.length);
}

/**
 * Whether neighbouring stored values stay apart in float32. A 16-bit value takes 16 of the 24 bits; an intercept of up
 * to 2²⁰ steps leaves at least three for the rounding.
 */
function fitsFloat32(raw: VoxelArray, { slope, intercept }: Scaling): boolean {
  if (raw.BYTES_PER_ELEMENT > 2) return false;
  const step = Math.abs(slope);
  const largest = 2 ** 16 * step + Math.abs(intercept);
  return Math.abs(intercept) <= 2 ** 20 * step && largest < 3e38 && step > 1e-30;
}

const BLOCK = 4096;

/** How many voxels are NaN or infinite; integers are none of these. */
export function countNonFinite(data: VoxelArray): number {
  if (!(data instanceof Float32Array || data instanceof Float64Array)) return 0;
  let count = 0;
  for (let start = 0; start < data.length; start += BLOCK) {
    const end = Math.min(data.length, start + BLOCK);
    // 0 for finite numbers, NaN for the others: one sum without a branch says whether a block has any.
    let sum = 0;
    for (let v = start; v < end; v++) sum += (data[v] ?? 0) * 0;
    if (sum === 0) continue;
    for (let v = start; v < end; v++) if (!Number.isFinite(data[v])) count++;
  }
  return count;
}
