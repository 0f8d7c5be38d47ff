/** Gyromagnetic ratio of the proton over 2π in MHz/T (CODATA 2018). MHz/T times ppm is Hz/T. @since 0.1.0 */
export const PROTON_GYROMAGNETIC_RATIO_MHZ_PER_T = 42.577478518;

/** How strongly an image shows susceptibility. @since 0.1.0 */
export interface EchoSettings {
  readonly echoTimeMs: number;
  readonly fieldStrengthT: number;
}

/**
 * Phase that one ppm of field shift builds up until the echo, in rad/ppm.
 *
 * `2π · γ · B0 · TE`. Only the product of field and echo time counts: 3 T and 20 ms give the same 16.05 rad/ppm as
 * 1.5 T and 40 ms.
 *
 * @param settings - echo time in ms and field strength in T
 * @returns rad/ppm, positive: a field shift upwards turns the phase upwards (right-handed convention)
 * @example
 * ```ts
 * import { phasePerPpm } from "@cmb/synth";
 * phasePerPpm({ echoTimeMs: 20, fieldStrengthT: 3 }).toFixed(2); // => "16.05"
 * ```
 * @see Haacke et al. 2009, doi:10.3174/ajnr.A1400
 * @since 0.1.0
 */
export function phasePerPpm({ echoTimeMs, fieldStrengthT }: EchoSettings): number {
  return 2 * Math.PI * PROTON_GYROMAGNETIC_RATIO_MHZ_PER_T * fieldStrengthT * (echoTimeMs / 1000);
}
