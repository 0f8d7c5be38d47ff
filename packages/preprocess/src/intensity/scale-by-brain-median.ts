import { CmbError, type Mask, type Volume, type VoxelArray } from "@cmb/core";
import { finiteValues } from "./finite-values.js";
import { percentilesInPlace } from "./percentiles.js";

/** What {@link scaleByBrainMedian} aims at. @since 0.1.0 */
export interface ScaleByBrainMedianOptions {
  /** The value that the median becomes; 1 unless given. */
  readonly target?: number | undefined;
}

/**
 * Divides an image by the median of its brain, so that tissue is near 1 whatever the scanner's unit.
 *
 * A median hardly moves with lesions, veins or the background that a mask takes in, a mean does; zero stays zero. NaN
 * and infinities take no part in it and stay what they are.
 *
 * @param volume - magnitude image, any voxel type
 * @param mask - the brain, such as `brainMask(volume).mask`, on the same grid
 * @param options - see {@link ScaleByBrainMedianOptions}
 * @returns a new float32 volume on the same grid
 * @throws CmbError `EMPTY_VOLUME` when no finite voxel is under the mask, `SHAPE_MISMATCH` when the grids differ,
 * `OUT_OF_RANGE` when the median or the target is not above 0
 * @since 0.1.0
 */
export function scaleByBrainMedian(
  volume: Volume<VoxelArray>,
  mask: Mask,
  options: ScaleByBrainMedianOptions = {},
): Volume {
  const { data, shape, affine } = volume;
  const out = new Float32Array(data.length);
  multiplyInto(data, brainMedianFactor(volume, mask, options), out);
  return { data: out, shape, affine };
}

/** What {@link scaleByBrainMedian} multiplies by; throws as it does. */
export function brainMedianFactor(
  volume: Volume<VoxelArray>,
  mask: Mask,
  { target = 1 }: ScaleByBrainMedianOptions,
): number {
  assertAboveZero("target", target);
  const [median] = percentilesInPlace(finiteValues("scaleByBrainMedian", volume, mask), [50]) as [number];
  assertAboveZero("the median under the mask", median);
  return target / median;
}

/** Every value times a factor, into an array of the caller, which may be `data`. */
export function multiplyInto(data: VoxelArray, factor: number, out: Float32Array): void {
  for (let v = 0; v < out.length; v++) out[v] = (data[v] as number) * factor;
}

function assertAboveZero(name: string, value: number): void {
  if (value > 0 && Number.isFinite(value)) return;
  const message = `scaleByBrainMedian: ${name} is ${value}; this needs a number above 0`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum: 0 });
}
