import type { EchoSettings } from "./phase-per-ppm.js";

/** Static dephasing rate per ppm at 3 T; published values run from 114 to 137 Hz/ppm. @since 0.1.0 */
export const DEPHASING_RATE_HZ_PER_PPM_AT_3T = 120;

/**
 * Share of the signal that is left inside of an iron deposit or a calcification.
 *
 * `exp(−TE · D · |χ| · B0 / 3 T)`: the deposit is grainy, and the grains dephase the water between them. Like the phase
 * it depends on the product of echo time and field alone.
 *
 * @param susceptibilityPpm - mean susceptibility difference of the deposit; its sign does not count
 * @param settings - echo time in ms and field strength in T
 * @returns 0 to 1
 * @see Yablonskiy & Haacke 1994, doi:10.1002/mrm.1910320610; Shin et al. 2021, doi:10.1016/j.neuroimage.2021.118371
 * @since 0.1.0
 */
export function staticDephasing(susceptibilityPpm: number, { echoTimeMs, fieldStrengthT }: EchoSettings): number {
  const rateHz = DEPHASING_RATE_HZ_PER_PPM_AT_3T * Math.abs(susceptibilityPpm) * (fieldStrengthT / 3);
  return Math.exp((-echoTimeMs / 1000) * rateHz);
}
