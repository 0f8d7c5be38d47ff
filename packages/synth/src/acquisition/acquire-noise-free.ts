import type { LongTaskOptions } from "@cmb/core";
import type { ComplexVolume } from "./complex-volume.js";
import { type AcquisitionOptions, startAcquisition } from "./start-acquisition.js";

/**
 * The complex image of a simulated signal, without noise: linear in the signal.
 *
 * In the plane k-space is cut to the acquired band, so that edges ring, and zero-filled to the voxels of the image. Across
 * slices the same in 3-D; in 2-D each slice is the complex sum over its excitation profile, so that thick slices
 * dephase. Then come ghosts, motion and the receive field of the protocol. Beyond the edge the simulated grid
 * repeats itself: leave a margin.
 *
 * Two signals with the same `rng` meet the same ghosts, movements and receive field: the difference of their images is
 * the image of their difference.
 *
 * @param signal - on a simulated grid; not touched
 * @param options - see {@link AcquisitionOptions}, and `signal` and `onProgress`
 * @returns a new complex volume on the image grid
 * @throws CmbError as `startAcquisition`; the signal's reason when aborted
 * @since 0.1.0
 */
export async function acquireNoiseFree(
  signal: ComplexVolume,
  { protocol, imageGrid, rng, ...options }: AcquisitionOptions & LongTaskOptions,
): Promise<ComplexVolume> {
  const acquisition = startAcquisition(signal, { protocol, imageGrid, rng });
  acquisition.addPlanes(signal, 0);
  return acquisition.finish(options);
}
