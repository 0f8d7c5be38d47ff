import { type Affine, CmbError, createVolume, invertAffine, spacing, type Volume, type VoxelArray } from "@cmb/core";

/** No scanner of heads has finer voxels; those of an affine in metres are. */
const LEAST_SPACING_MM = 0.05;

/**
 * Throws for what is no volume, before any work on it.
 *
 * @throws CmbError `INVALID_ARGUMENT` for what is no volume, has no typed array, or no shape or affine; `SHAPE_MISMATCH`
 * where data and shape disagree; `EMPTY_VOLUME`; `OUT_OF_RANGE` for an affine with NaN or infinities, or of voxels below 0.05 mm;
 * `SINGULAR_AFFINE`
 */
export function assertScan(volume: unknown): asserts volume is Volume<VoxelArray> {
  if (typeof volume !== "object" || volume === null) {
    throw wrong("volume", volume, "a volume is needed, such as the one that loadNifti gives");
  }
  const { data, shape, affine } = volume as Partial<Volume<VoxelArray>>;
  if (!ArrayBuffer.isView(data) || data instanceof DataView || isOfBigInts(data)) {
    throw wrong("volume.data", data, "a typed array of numbers is needed, such as a Float32Array");
  }
  if (!isList(shape)) throw wrong("volume.shape", shape, "the numbers of voxels along i, j and k are needed");
  if (!isList(affine)) throw wrong("volume.affine", affine, "16 numbers by rows are needed");
  const known = createVolume(data, shape, affine);
  // Throws for one without an inverse: voxels would have no volume.
  invertAffine(affine);
  assertMillimetres(known.affine);
}

function assertMillimetres(affine: Affine): void {
  const value = Math.min(...spacing(affine));
  if (value >= LEAST_SPACING_MM) return;
  const message = `detect: the voxels of the scan are ${value.toPrecision(2)} mm wide; an affine in millimetres is needed, with voxels of ${LEAST_SPACING_MM} mm and more`;
  throw new CmbError("OUT_OF_RANGE", message, { name: "volume.affine", value, minimum: LEAST_SPACING_MM });
}

function isList(value: unknown): value is readonly number[] {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

function wrong(name: string, value: unknown, wanted: string): CmbError<"INVALID_ARGUMENT"> {
  const kind = value === null ? "null" : Array.isArray(value) ? "an array" : `of the type ${typeof value}`;
  return new CmbError("INVALID_ARGUMENT", `detect: ${name} is ${kind}; ${wanted}`, { name, value: kind });
}

function isOfBigInts(data: ArrayBufferView): boolean {
  return data instanceof BigInt64Array || data instanceof BigUint64Array;
}
