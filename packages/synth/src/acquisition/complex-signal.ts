import { assertSamePlace, type Volume } from "@cmb/core";
import type { TissueMaps } from "../anatomy/tissue-maps.js";
import { phasePerPpm } from "../physics/phase-per-ppm.js";
import type { ComplexVolume } from "./complex-volume.js";
import type { Protocol } from "./protocol.js";

/**
 * The transverse magnetisation of every voxel at the echo time.
 *
 * `A · exp(−TE · R2*) · exp(i · 2π γ B0 TE f)`, with the field shift f in ppm: a shift upwards turns the phase upwards. Takes
 * 0.1 s for 128³ voxels; call it slab by slab for a head.
 *
 * @param maps - amplitude, and R2* in 1/s
 * @param fieldPpm - field shift in ppm of B0 on the grid of the maps
 * @param protocol - echo time and field strength
 * @returns a new complex volume on the grid of the maps
 * @throws CmbError `SHAPE_MISMATCH` when maps and field lie on different grids
 * @see Haacke et al. 2009, doi:10.3174/ajnr.A1400
 * @since 0.1.0
 */
export function complexSignal(
  maps: TissueMaps,
  fieldPpm: Volume,
  protocol: Pick<Protocol, "echoTimeMs" | "fieldStrengthT">,
): ComplexVolume {
  assertSamePlace("complexSignal", maps, fieldPpm);
  const { amplitude, r2StarPerS, shape, affine } = maps;
  const echoTimeS = protocol.echoTimeMs / 1000;
  const perPpm = phasePerPpm(protocol);
  const real = new Float32Array(amplitude.length);
  const imaginary = new Float32Array(amplitude.length);
  for (let v = 0; v < real.length; v++) {
    const start = amplitude[v] as number;
    if (start === 0) continue;
    const size = start * Math.exp(-echoTimeS * (r2StarPerS[v] as number));
    const phase = perPpm * (fieldPpm.data[v] as number);
    real[v] = size * Math.cos(phase);
    imaginary[v] = size * Math.sin(phase);
  }
  return { real, imaginary, shape, affine };
}
