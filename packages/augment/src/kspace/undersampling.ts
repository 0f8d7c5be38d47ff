import { type Axis, createRng } from "@cmb/core";
import { createTransform } from "../definition/create-transform.js";
import { drawChoice, drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { drawSeed } from "../values/draw-seed.js";
import { axesOption } from "./axes-option.js";
import { filterLinesToMagnitude, fromShifted } from "./filter-lines.js";

/** What {@link undersampling} draws from. @since 0.1.0 */
export interface UndersamplingOptions {
  /** Share of all lines that are measured, above 0 up to 1; 0.5 to 0.9 unless given. */
  readonly share?: RandomNumber;
  /** Share of all lines about the centre that always are, 0 to 1; 0.1 unless given. */
  readonly centre?: RandomNumber;
  /** Voxel axes that can be the phase-encoding direction; `[1]` unless given. */
  readonly axes?: readonly Axis[];
}

/** What {@link undersampling} drew: which lines follows from the seed. @since 0.1.0 */
export interface UndersamplingParameters {
  readonly share: number;
  readonly centre: number;
  readonly axis: Axis;
  readonly seed: number;
}

/** @internal */
export const undersamplingDefinition: IntensityDefinition<UndersamplingOptions, UndersamplingParameters> = {
  name: "undersampling",
  kind: "intensity",
  options: {
    share: randomNumberOption([0.5, 0.9], { above: 0, maximum: 1 }),
    centre: randomNumberOption(0.1, { minimum: 0, maximum: 1 }),
    axes: axesOption([1]),
  },
  sample: (rng, { share, centre, axes }) => ({
    share: drawNumber(rng.at("share"), share),
    centre: drawNumber(rng.at("centre"), centre),
    axis: drawChoice(rng.at("axis"), axes),
    seed: drawSeed(rng.at("seed")),
  }),
  apply: async (volume, { share, centre, axis, seed }, tools) => {
    if (share >= 1) return { ...volume, data: volume.data.slice() };
    const length = volume.shape[axis];
    const middle = Math.floor(length / 2);
    const lines = createRng(seed, "lines");
    const outside = centre >= 1 ? 1 : Math.max(0, (share - centre) / (1 - centre));
    const weights = Float64Array.from({ length }, (_, place) => {
      const isCentre = place === middle || Math.abs(place - middle) < (centre * length) / 2;
      return isCentre || lines.at(place).uniform() < outside ? 1 : 0;
    });
    const filtered = filterLinesToMagnitude(volume, { axis, weights: { real: fromShifted(weights) }, ...tools });
    return { ...volume, data: await filtered };
  },
};

/**
 * Lines of k-space that were never measured are 0, and the magnitude is shown: incoherent aliasing along the phase-encoding direction.
 *
 * The zero-filled start of compressed sensing, as MONAI's `RandomKspaceMask`: the lines about the centre are kept, each other one with one
 * probability, such that the wanted share is kept on average. The middle line always is.
 *
 * @param options - see {@link UndersamplingOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function undersampling(options: UndersamplingOptions = {}): Transform<UndersamplingParameters> {
  return createTransform(undersamplingDefinition, options);
}
