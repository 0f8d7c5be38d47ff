import type { LongTaskOptions } from "@cmb/core";
import { acquireNoiseFree } from "./acquire-noise-free.js";
import { addNoise, type NoiseOptions } from "./add-noise.js";
import type { ComplexVolume } from "./complex-volume.js";
import type { AcquisitionOptions } from "./start-acquisition.js";

/**
 * The complex image of a simulated signal: {@link acquireNoiseFree}, then {@link addNoise}.
 *
 * @param signal - on a simulated grid; not touched
 * @param options - see {@link AcquisitionOptions} and {@link NoiseOptions}
 * @returns a new complex volume on the image grid
 * @throws CmbError as `startAcquisition`; the signal's reason when aborted
 * @since 0.1.0
 */
export async function acquire(
  signal: ComplexVolume,
  options: AcquisitionOptions & NoiseOptions & LongTaskOptions,
): Promise<ComplexVolume> {
  return addNoise(await acquireNoiseFree(signal, options), options);
}
