import type { Mask, Volume } from "@cmb/core";
import { distanceTransform } from "@cmb/preprocess";
import { createTransform } from "../definition/create-transform.js";
import { numberOption } from "../definition/option.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { localTissue } from "./local-tissue.js";

/** What {@link blooming} draws from. @since 0.1.0 */
export interface BloomingOptions {
  /** Field strength times echo time over what they were, above 0; 0.5 to 2, uniform in its logarithm, unless given. */
  readonly factor?: RandomNumber;
  /** Dark objects whose half-width is more than this are left alone: air, bone, sinuses; 5 mm unless given. */
  readonly widestMm?: number;
  /** Standard deviation of the window in which objects are told from their surroundings; 6 mm unless given. */
  readonly backgroundMm?: number;
}

/** What {@link blooming} drew. @since 0.1.0 */
export interface BloomingParameters {
  readonly factor: number;
  readonly widestMm: number;
  readonly backgroundMm: number;
}

/** @internal */
export const bloomingDefinition: IntensityDefinition<BloomingOptions, BloomingParameters> = {
  name: "blooming",
  kind: "intensity",
  options: {
    factor: randomNumberOption({ distribution: "logUniform", minimum: 0.5, maximum: 2 }, { above: 0 }),
    widestMm: numberOption(5, { above: 0 }),
    backgroundMm: numberOption(6, { above: 0 }),
  },
  sample: (rng, { factor, ...rest }) => ({ factor: drawNumber(rng.at("factor"), factor), ...rest }),
  apply: (volume, { factor, widestMm, backgroundMm }) => {
    const out = volume.data.slice();
    const tissue = factor === 1 ? undefined : localTissue(volume, backgroundMm);
    if (tissue === undefined) return { ...volume, data: out };
    const { background, zero } = tissue;
    const shares = new Float32Array(out.length);
    for (let v = 0; v < out.length; v++) {
      shares[v] = ((out[v] as number) - zero) / ((background[v] as number) - zero);
    }
    const wide = wideObjects({ ...volume, data: shares }, widestMm);
    const power = factor ** DEPHASING;
    for (let v = 0; v < out.length; v++) {
      const share = shares[v] as number;
      if (share >= 1 || !(share > 0) || wide[v] === 1) continue;
      out[v] = zero + ((background[v] as number) - zero) * share ** power;
    }
    return { ...volume, data: out };
  },
};

/**
 * Dark blooming as if field strength or echo time were another: veins and microbleeds get deeper and wider, or fainter and smaller.
 *
 * From a magnitude alone, an approximation of what susceptibility does. `factor` is q = B₀′ TE′ / (B₀ TE), on which the signal near a source depends alone, apart from T2*. What a voxel
 * has lost against the tissue around it, `a = −ln(I / B)`, becomes `q^1.25 a`: `I′ = B (I / B)^(q^1.25)`. In the static regime it would be q a (Yablonskiy & Haacke), where phases within a voxel are
 * small q² a; of simulated balls of 0.5 to 0.9 mm the error is least at 1.25, and about a third of what it is when nothing is done. Lesions widen by that too, as the faint fringe of their
 * field gets dark. The geometric law, a sphere's field stretched by q^(1/3), is not applied on top: with it the dark volume comes out up to three times too large.
 *
 * What is missing: T2* of the tissue itself, the phase mask of susceptibility-weighted images (`phaseMaskStrength`), and voxels without signal, which stay so. Noise below B is
 * raised with the rest, and so is the contrast of tissue that is darker than what is around it; dark fluid, iron and thin bone are taken for susceptibility too. Objects whose half-width is above `widestMm` are left alone.
 *
 * @param options - see {@link BloomingOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @see Yablonskiy & Haacke 1994, Theory of NMR signal behavior in magnetically inhomogeneous tissues, doi:10.1002/mrm.1910320610
 * @since 0.1.0
 */
export function blooming(options: BloomingOptions = {}): Transform<BloomingParameters> {
  return createTransform(bloomingDefinition, options);
}

/** Between the static regime, 1, and that of small phases, 2; see {@link blooming}. */
const DEPHASING = 1.25;
/** Of the tissue's signal: a voxel that has less belongs to a dark object. */
const DARK = 0.9;

/** 1 where a dark object is so wide that it is no blooming. */
function wideObjects({ data, shape, affine }: Volume, widestMm: number): Uint8Array {
  const mask = (isIn: (v: number) => boolean): Mask => {
    const values = new Uint8Array(data.length);
    for (let v = 0; v < values.length; v++) values[v] = isIn(v) ? 1 : 0;
    return { data: values, shape, affine };
  };
  const dark = mask((v) => (data[v] as number) < DARK);
  const depth = distanceTransform(dark).data;
  if (!depth.some((value) => value > widestMm)) return new Uint8Array(data.length);
  const fromCore = distanceTransform(mask((v) => !((depth[v] as number) > widestMm))).data;
  return dark.data.map((isDark, v) => (isDark === 1 && (fromCore[v] as number) <= widestMm + 1 ? 1 : 0));
}
