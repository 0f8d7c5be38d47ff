import { CmbError, type Volume } from "@cmb/core";
import { phaseMask } from "@cmb/preprocess";
import { createTransform } from "../definition/create-transform.js";
import { numberOption, wordOption } from "../definition/option.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { SceneDefinition } from "../definition/transform-definition.js";
import type { Scene } from "../scene.js";
import { localTissue } from "./local-tissue.js";

/** What {@link phaseMaskStrength} draws from. @since 0.1.0 */
export interface PhaseMaskStrengthOptions {
  /** How often the phase mask is to have been multiplied in, 0 or more; 2 to 6 unless given. */
  readonly exponent?: RandomNumber;
  /** How often it was, above 0; 4 unless given. */
  readonly measuredExponent?: number;
  /** The first channel holds high-passed phase in radians, or there is the image alone; `"image"` unless given. */
  readonly source?: "image" | "phase";
  /** Standard deviation of the window in which the image alone is told from its surroundings; 6 mm unless given. */
  readonly backgroundMm?: number;
}

/** What {@link phaseMaskStrength} drew. @since 0.1.0 */
export interface PhaseMaskStrengthParameters {
  readonly exponent: number;
  readonly measuredExponent: number;
  readonly source: "image" | "phase";
  readonly backgroundMm: number;
}

/** @internal */
export const phaseMaskStrengthDefinition: SceneDefinition<PhaseMaskStrengthOptions, PhaseMaskStrengthParameters> = {
  name: "phaseMaskStrength",
  kind: "scene",
  options: {
    exponent: randomNumberOption([2, 6], { minimum: 0 }),
    measuredExponent: numberOption(4, { above: 0 }),
    source: wordOption<"image" | "phase">("image", ["image", "phase"]),
    backgroundMm: numberOption(6, { above: 0 }),
  },
  sample: (rng, { exponent, ...rest }) => ({ exponent: drawNumber(rng.at("exponent"), exponent), ...rest }),
  applyToScene: (scene, { exponent, measuredExponent, source, backgroundMm }) => {
    const { image } = scene;
    if (exponent === measuredExponent) return { ...scene, image: { ...image, data: image.data.slice() } };
    if (source === "phase") return { ...scene, image: byPhase(image, phaseOf(scene), exponent - measuredExponent) };
    return { ...scene, image: byDarkness(image, exponent / measuredExponent, backgroundMm) };
  },
};

/**
 * A stronger or weaker phase mask in a susceptibility-weighted image: `SWI = |S| mⁿ`, with another n.
 *
 * With the phase (`"phase"`, the first channel, high-passed and in radians, upwards where paramagnetic) it is exact: `I m^(n′ − n)` with
 * `m = 1 − φ/π` for φ > 0, as `phaseMask` of `@cmb/preprocess`. Where m is 0, there is nothing that a weaker mask could bring back.
 *
 * From the image alone (`"image"`) it is an approximation: what is darker than the tissue around, B, becomes `B (I / B)^(n′ / n)`; what is brighter
 * stays. It would be exact if all darkness came from the mask; darkness of the magnitude itself, in the middle of a microbleed or in calcium, is
 * raised along with it. B is the local mean without dark and bright spots, see `localBackground`.
 *
 * @param options - see {@link PhaseMaskStrengthOptions}
 * @returns the transform; `"phase"` on a scene without channels throws `INVALID_ARGUMENT`
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @see Haacke et al. 2004, Susceptibility weighted imaging, doi:10.1002/mrm.20198
 * @since 0.1.0
 */
export function phaseMaskStrength(options: PhaseMaskStrengthOptions = {}): Transform<PhaseMaskStrengthParameters> {
  return createTransform(phaseMaskStrengthDefinition, options);
}

function phaseOf({ channels = [] }: Scene): Volume {
  const [phase] = channels;
  if (phase !== undefined) return phase;
  const message = `phaseMaskStrength: the scene has no channel with a phase; give one, or use source "image"`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "scene.channels", value: channels });
}

function byPhase(image: Volume, phase: Volume, power: number): Volume {
  const mask = phaseMask(phase, { kind: "positive", exponent: 1 }).data;
  const data = image.data.slice();
  for (let v = 0; v < data.length; v++) {
    const m = mask[v] as number;
    if (m < 1) data[v] = m === 0 ? 0 : (data[v] as number) * m ** power;
  }
  return { ...image, data };
}

function byDarkness(image: Volume, power: number, backgroundMm: number): Volume {
  const data = image.data.slice();
  const tissue = localTissue(image, backgroundMm);
  if (tissue === undefined) return { ...image, data };
  const { background, zero } = tissue;
  for (let v = 0; v < data.length; v++) {
    const around = (background[v] as number) - zero;
    const share = ((data[v] as number) - zero) / around;
    if (share < 1 && share >= 0) data[v] = zero + around * share ** power;
  }
  return { ...image, data };
}
