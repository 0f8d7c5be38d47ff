import { type Axis, createRng } from "@cmb/core";
import { createTransform } from "../definition/create-transform.js";
import { drawChoice, drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { drawSeed } from "../values/draw-seed.js";
import { axesOption } from "./axes-option.js";
import { filterLinesToMagnitude, fromShifted } from "./filter-lines.js";

/** What {@link phaseErrors} draws from. @since 0.1.0 */
export interface PhaseErrorsOptions {
  /** Share of the lines that are displaced in phase, 0 to 1; 0.05 to 0.3 unless given. */
  readonly share?: RandomNumber;
  /** By how much each of them is, to either side; 0.2 to 1.2 radians unless given. */
  readonly radians?: RandomNumber;
  /** Voxel axes that can be the phase-encoding direction; `[1]` unless given. */
  readonly axes?: readonly Axis[];
}

/** What {@link phaseErrors} drew: which lines and by how much follows from the seed. @since 0.1.0 */
export interface PhaseErrorsParameters {
  readonly share: number;
  readonly radians: RandomNumber;
  readonly axis: Axis;
  readonly seed: number;
}

/** @internal */
export const phaseErrorsDefinition: IntensityDefinition<PhaseErrorsOptions, PhaseErrorsParameters> = {
  name: "phaseErrors",
  kind: "intensity",
  options: {
    share: randomNumberOption([0.05, 0.3], { minimum: 0, maximum: 1 }),
    radians: randomNumberOption([0.2, 1.2]),
    axes: axesOption([1]),
  },
  sample: (rng, { share, radians, axes }) => ({
    share: drawNumber(rng.at("share"), share),
    radians,
    axis: drawChoice(rng.at("axis"), axes),
    seed: drawSeed(rng.at("seed")),
  }),
  apply: async (volume, { share, radians, axis, seed }, tools) => {
    if (share === 0) return { ...volume, data: volume.data.slice() };
    const lines = createRng(seed, "lines");
    const angles = Float64Array.from({ length: volume.shape[axis] }, (_, place) => {
      const rng = lines.at(place);
      if (rng.uniform() >= share) return 0;
      const sign = rng.uniform() < 0.5 ? -1 : 1;
      return sign * drawNumber(rng, radians);
    });
    const weights = { real: fromShifted(angles.map(Math.cos)), imaginary: fromShifted(angles.map(Math.sin)) };
    return { ...volume, data: await filterLinesToMagnitude(volume, { axis, weights, ...tools }) };
  },
};

/**
 * Motion from line to line: some lines of k-space get a phase of their own, `S(k) exp(i φₖ)`, and the magnitude is shown.
 *
 * What small shifts along the phase-encoding direction and a changing field do to single lines of a gradient echo: streaks and a haze of
 * ghosts rather than the doubled edges of `motion`. TorchIO and MONAI have no such transform.
 *
 * @param options - see {@link PhaseErrorsOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function phaseErrors(options: PhaseErrorsOptions = {}): Transform<PhaseErrorsParameters> {
  return createTransform(phaseErrorsDefinition, options);
}
