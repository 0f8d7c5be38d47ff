import { type LongTaskOptions, spacing, type Volume } from "@cmb/core";
import { homodynePhase, phaseMask } from "@cmb/preprocess";
import type { ComplexVolume } from "./complex-volume.js";
import type { Protocol, SwiFilter } from "./protocol.js";

/** What becomes of a complex image. @since 0.1.0 */
export interface AcquiredImages {
  readonly magnitude: Volume;
  /** In rad, −π to π; a paramagnetic shift turns it upwards. */
  readonly phase: Volume;
  /** What a reader sees: the magnitude, or the SWI of an SWI protocol. */
  readonly image: Volume;
}

/**
 * Magnitude, phase and the image of the protocol's contrast.
 *
 * SWI is made by `homodynePhase` and `phaseMask` of `@cmb/preprocess`, with a Hann window whose half width is the
 * protocol's `cutoffPerMm`; paramagnetic darkens.
 *
 * @param image - complex
 * @param options - `protocol`, and `signal` and `onProgress`
 * @returns three new volumes; of a GRE the image is the magnitude itself. A tanh mask that finds no phase above 0 changes nothing
 * @throws CmbError the signal's reason when aborted
 * @see Haacke et al. 2004, Susceptibility weighted imaging, doi:10.1002/mrm.20198
 * @since 0.1.0
 */
export async function toImages(
  { real, imaginary, shape, affine }: ComplexVolume,
  { protocol, ...options }: { readonly protocol: Pick<Protocol, "contrast" | "swi"> } & LongTaskOptions,
): Promise<AcquiredImages> {
  const magnitude = { data: new Float32Array(real.length), shape, affine };
  const phase = { data: new Float32Array(real.length), shape, affine };
  for (let v = 0; v < real.length; v++) {
    const re = real[v] as number;
    const im = imaginary[v] as number;
    magnitude.data[v] = Math.sqrt(re * re + im * im);
    phase.data[v] = Math.atan2(im, re);
  }
  if (protocol.contrast === "GRE" || protocol.swi === null) return { magnitude, phase, image: magnitude };
  const fraction = windowFraction(protocol.swi, spacing(affine)[0]);
  const highPassed = await homodynePhase(magnitude, phase, { fraction, window: "hann", ...options });
  if (protocol.swi.mask === "tanh" && !highPassed.data.some((value) => value > 0)) {
    // Its width is a median of such phases. Without any, nothing is to be darkened.
    return { magnitude, phase, image: { ...magnitude, data: magnitude.data.slice() } };
  }
  const mask = phaseMask(highPassed, maskOptions(protocol.swi));
  const power = protocol.swi.mask === "tanh" ? protocol.swi.exponent : 1;
  for (let v = 0; v < mask.data.length; v++) {
    mask.data[v] = (magnitude.data[v] as number) * (mask.data[v] as number) ** power;
  }
  return { magnitude, phase, image: mask };
}

/** A window of `fraction · n` lines reaches to `fraction / 2` cycles per voxel. */
function windowFraction({ cutoffPerMm }: SwiFilter, spacingMm: number): number {
  return Math.min(1, 2 * cutoffPerMm * spacingMm);
}

function maskOptions({ mask, exponent, strength }: SwiFilter): Parameters<typeof phaseMask>[1] {
  return mask === "linear" ? { kind: "positive", exponent } : { kind: "tanh-positive", strength };
}
