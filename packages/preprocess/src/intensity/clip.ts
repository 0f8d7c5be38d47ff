import { CmbError, type Volume, type VoxelArray } from "@cmb/core";

/** Limits of {@link clip}; at least one. @since 0.1.0 */
export interface ClipOptions {
  /** Lower values become this one. */
  readonly minimum?: number | undefined;
  /** Higher values become this one. */
  readonly maximum?: number | undefined;
}

/**
 * Limits the values of an image. Infinities become a limit where there is one on their side; NaN stays NaN.
 *
 * @param volume - any voxel type
 * @param options - see {@link ClipOptions}
 * @returns a new float32 volume on the same grid
 * @throws CmbError `INVALID_ARGUMENT` when no limit is given, `OUT_OF_RANGE` when a limit is NaN or the minimum is above
 * the maximum
 * @since 0.1.0
 */
export function clip(volume: Volume<VoxelArray>, { minimum, maximum }: ClipOptions): Volume {
  if (minimum === undefined && maximum === undefined) {
    throw new CmbError("INVALID_ARGUMENT", "clip: neither minimum nor maximum is given; give at least one", {
      name: "minimum, maximum",
      value: undefined,
    });
  }
  return clipTo(volume, minimum ?? Number.NEGATIVE_INFINITY, maximum ?? Number.POSITIVE_INFINITY);
}

/** The same with both limits, infinite ones where there is none. */
export function clipTo(volume: Volume<VoxelArray>, minimum: number, maximum: number): Volume {
  if (!(minimum <= maximum)) {
    const message = `clip: the lower limit is ${minimum} and the upper one ${maximum}; give them in order`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "minimum", value: minimum, maximum });
  }
  const { data, shape, affine } = volume;
  const out = new Float32Array(data.length);
  clipInto(data, { minimum, maximum }, out);
  return { data: out, shape, affine };
}

/** The same into an array of the caller, which may be `data`; the limits are in order. */
export function clipInto(data: VoxelArray, { minimum, maximum }: ClipOptions, out: Float32Array): void {
  const low = minimum ?? Number.NEGATIVE_INFINITY;
  const high = maximum ?? Number.POSITIVE_INFINITY;
  for (let v = 0; v < out.length; v++) out[v] = Math.min(high, Math.max(low, data[v] as number));
}
