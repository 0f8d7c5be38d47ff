import { CmbError, spacing, type Volume, type VoxelArray } from "@cmb/core";

/** How thick {@link minimumIntensityProjection} projects. @since 0.1.0 */
export interface MinimumIntensityProjectionOptions {
  /** Slices of the window; 7 unless `thicknessMm` is given. */
  readonly slices?: number | undefined;
  /** The same in mm: as many slices as come nearest, at least 1. */
  readonly thicknessMm?: number | undefined;
}

/**
 * Sliding minimum-intensity projection along k, as scanners show beside SWI: veins become lines. For display; do not
 * segment on it, because a lesion shows in as many slices as the window has, and its place along k is lost.
 *
 * Slice k is the minimum over the window around it, one more slice above than below when its number is even, cut off at
 * the first and the last slice: the grid stays, where CLEAR-SWI's `createMIP` drops slices. NaN is left out.
 *
 * @param volume - any voxel type
 * @param options - see {@link MinimumIntensityProjectionOptions}
 * @returns a new float32 volume on the same grid; NaN where the window holds nothing else
 * @throws CmbError `OUT_OF_RANGE` when slices is not a whole number of at least 1 or the thickness not above 0,
 * `INVALID_ARGUMENT` when both are given
 * @since 0.1.0
 */
export function minimumIntensityProjection(
  volume: Volume<VoxelArray>,
  options: MinimumIntensityProjectionOptions = {},
): Volume {
  const { data, shape, affine } = volume;
  const slices = windowSlices(volume, options);
  const sliceSize = shape[0] * shape[1];
  const out = new Float32Array(data.length).fill(Number.NaN);
  const below = Math.floor((slices - 1) / 2);
  for (let k = 0; k < shape[2]; k++) {
    const target = out.subarray(sliceSize * k, sliceSize * (k + 1));
    for (let at = Math.max(0, k - below); at <= Math.min(shape[2] - 1, k - below + slices - 1); at++) {
      lowerInto(data.subarray(sliceSize * at, sliceSize * (at + 1)), target);
    }
  }
  return { data: out, shape, affine };
}

function lowerInto(slice: VoxelArray, out: Float32Array): void {
  for (let x = 0; x < out.length; x++) {
    const value = slice[x] as number;
    // The comparison is the wrong way round for NaN in `out`, which anything replaces.
    if (!((out[x] as number) <= value) && !Number.isNaN(value)) out[x] = value;
  }
}

function windowSlices(
  { affine }: Volume<VoxelArray>,
  { slices, thicknessMm }: MinimumIntensityProjectionOptions,
): number {
  if (slices !== undefined && thicknessMm !== undefined) {
    const message = "minimumIntensityProjection: both slices and thicknessMm are given; give one of them";
    throw new CmbError("INVALID_ARGUMENT", message, { name: "slices, thicknessMm", value: [slices, thicknessMm] });
  }
  if (thicknessMm !== undefined) {
    assertAboveZero("thicknessMm", thicknessMm, thicknessMm > 0 && Number.isFinite(thicknessMm));
    return Math.max(1, Math.round(thicknessMm / (spacing(affine)[2] || thicknessMm)));
  }
  const count = slices ?? 7;
  assertAboveZero("slices", count, Number.isSafeInteger(count) && count >= 1);
  return count;
}

function assertAboveZero(name: string, value: number, valid: boolean): void {
  if (valid) return;
  const wanted = name === "slices" ? "a whole number of at least 1" : "a length above 0";
  const message = `minimumIntensityProjection: ${name} is ${value}; give ${wanted}`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum: name === "slices" ? 1 : 0 });
}
