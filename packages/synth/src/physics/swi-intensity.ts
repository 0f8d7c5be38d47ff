/** Number of times the phase mask multiplies the magnitude, as on the scanners that introduced SWI. @since 0.1.0 */
export const SWI_MASK_EXPONENT = 4;

/**
 * Susceptibility-weighted intensity of one voxel: the magnitude times the positive phase mask to the fourth power.
 *
 * The mask is `1 − φ/π` for φ from 0 to π and 1 below 0, in the convention in which a paramagnetic shift turns the
 * phase upwards. φ must already be free of the background phase.
 *
 * @param real - real part of the voxel
 * @param imaginary - imaginary part of the voxel
 * @returns intensity in the unit of the magnitude
 * @see Haacke et al. 2004, Susceptibility weighted imaging, doi:10.1002/mrm.20198
 * @since 0.1.0
 */
export function swiIntensity(real: number, imaginary: number): number {
  const magnitude = Math.sqrt(real * real + imaginary * imaginary);
  if (imaginary <= 0) return imaginary === 0 && real < 0 ? 0 : magnitude;
  const mask = 1 - Math.atan2(imaginary, real) / Math.PI;
  return magnitude * mask ** SWI_MASK_EXPONENT;
}
