/** With fewer voxels above zero than this there is nothing to scale. */
const LEAST_VOXELS = 100;
/** Brighter than twice the 99th percentile counts no more than that. */
const MOST = 2;

/**
 * What region networks of this project are shown: the 1st percentile of what is above zero becomes 0, the 99th 1, and
 * all is clipped to 0…2. The same as `robust_scale` of the training.
 *
 * @param values - magnitudes; NaN becomes 0
 * @returns as many numbers; all 0 where fewer than 100 are above zero
 */
export function robustScale(values: Float32Array): Float32Array {
  const inside = values.filter((value) => value > 0).sort();
  const scaled = new Float32Array(values.length);
  if (inside.length < LEAST_VOXELS) return scaled;
  const low = inside[Math.floor(0.01 * (inside.length - 1))] as number;
  const high = inside[Math.floor(0.99 * (inside.length - 1))] as number;
  const width = Math.max(1e-6, high - low);
  for (let v = 0; v < values.length; v++) {
    const value = ((values[v] as number) - low) / width;
    scaled[v] = value > 0 ? Math.min(MOST, value) : 0;
  }
  return scaled;
}
