import type { Axis } from "@cmb/core";
import { createTransform } from "../definition/create-transform.js";
import { drawChoice, drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { axesOption } from "./axes-option.js";
import { filterLinesToMagnitude, fromShifted } from "./filter-lines.js";

/** What {@link phaseGhosting} draws from. @since 0.1.0 */
export interface PhaseGhostingOptions {
  /** Lines from one period of the motion to the next, above 1; 3 to 12 unless given. */
  readonly periodLines?: RandomNumber;
  /** How far the phase swings, 0 or more; 0.1 to 0.6 radians unless given. */
  readonly amplitudeRadians?: RandomNumber;
  /** Voxel axes that can be the phase-encoding direction; `[1]` unless given. */
  readonly axes?: readonly Axis[];
}

/** What {@link phaseGhosting} drew. @since 0.1.0 */
export interface PhaseGhostingParameters {
  readonly periodLines: number;
  readonly amplitudeRadians: number;
  /** Of the motion at the middle line. */
  readonly startRadians: number;
  readonly axis: Axis;
}

/** @internal */
export const phaseGhostingDefinition: IntensityDefinition<PhaseGhostingOptions, PhaseGhostingParameters> = {
  name: "phaseGhosting",
  kind: "intensity",
  options: {
    periodLines: randomNumberOption([3, 12], { above: 1 }),
    amplitudeRadians: randomNumberOption([0.1, 0.6], { minimum: 0 }),
    axes: axesOption([1]),
  },
  sample: (rng, { periodLines, amplitudeRadians, axes }) => ({
    periodLines: drawNumber(rng.at("periodLines"), periodLines),
    amplitudeRadians: drawNumber(rng.at("amplitudeRadians"), amplitudeRadians),
    startRadians: rng.at("startRadians").uniform(0, 2 * Math.PI),
    axis: drawChoice(rng.at("axis"), axes),
  }),
  apply: async (volume, { periodLines, amplitudeRadians, startRadians, axis }, tools) => {
    if (amplitudeRadians === 0) return { ...volume, data: volume.data.slice() };
    const length = volume.shape[axis];
    const angles = Float64Array.from({ length }, (_, place) => {
      const line = place - Math.floor(length / 2);
      return amplitudeRadians * Math.sin((2 * Math.PI * line) / periodLines + startRadians);
    });
    const weights = { real: fromShifted(angles.map(Math.cos)), imaginary: fromShifted(angles.map(Math.sin)) };
    return { ...volume, data: await filterLinesToMagnitude(volume, { axis, weights, ...tools }) };
  },
};

/**
 * Ghosts of periodic motion: the phase of each line of k-space swings, `S(k) exp(i A sin(2π k / p + φ))`, and the magnitude is shown.
 *
 * Breathing and pulsation do this along the phase-encoding direction. With p lines to a period, ghosts lie 1 / p of the field of view
 * apart, of the strength |J₁(A)|, about A / 2, for the first of them: Bessel functions, since that is the Fourier series of the
 * phase. Nothing else has it; TorchIO weakens lines instead, see `ghosting`.
 *
 * @param options - see {@link PhaseGhostingOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function phaseGhosting(options: PhaseGhostingOptions = {}): Transform<PhaseGhostingParameters> {
  return createTransform(phaseGhostingDefinition, options);
}
