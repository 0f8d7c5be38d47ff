import type { Axis } from "@cmb/core";
import { createTransform } from "../definition/create-transform.js";
import { drawChoice, drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { axesOption } from "./axes-option.js";
import { filterLines, fromShifted } from "./filter-lines.js";

/** What {@link ghosting} draws from. @since 0.1.0 */
export interface GhostingOptions {
  /** Every how manyth line is weakened, and how many ghosts there are; whole numbers from 4 to 10 unless given. */
  readonly ghosts?: RandomNumber;
  /** How much is taken from these lines, 0 to 1; 0.5 to 1 unless given. */
  readonly intensity?: RandomNumber;
  /** Share of the centre of k-space that is left alone, 0 to 1; 0, the middle line only, unless given. */
  readonly restore?: RandomNumber;
  /** Voxel axes that can be the phase-encoding direction; `[1]` unless given. */
  readonly axes?: readonly Axis[];
}

/** What {@link ghosting} drew. @since 0.1.0 */
export interface GhostingParameters {
  readonly ghosts: number;
  readonly intensity: number;
  readonly restore: number;
  readonly axis: Axis;
}

/** @internal */
export const ghostingDefinition: IntensityDefinition<GhostingOptions, GhostingParameters> = {
  name: "ghosting",
  kind: "intensity",
  options: {
    ghosts: randomNumberOption({ distribution: "integer", minimum: 4, maximum: 10 }, { minimum: 1 }),
    intensity: randomNumberOption([0.5, 1], { minimum: 0, maximum: 1 }),
    restore: randomNumberOption(0, { minimum: 0, maximum: 1 }),
    axes: axesOption([1]),
  },
  sample: (rng, { ghosts, intensity, restore, axes }) => ({
    ghosts: Math.round(drawNumber(rng.at("ghosts"), ghosts)),
    intensity: drawNumber(rng.at("intensity"), intensity),
    restore: drawNumber(rng.at("restore"), restore),
    axis: drawChoice(rng.at("axis"), axes),
  }),
  apply: async (volume, { ghosts, intensity, restore, axis }, tools) => {
    const { data, shape } = volume;
    if (intensity === 0) return { ...volume, data: data.slice() };
    const length = shape[axis];
    const middle = Math.floor(length / 2);
    const restored = Math.max(1, 2 * Math.floor(Math.round(restore * length) / 2));
    const from = restored === 1 ? middle : middle - restored / 2;
    const weights = Float64Array.from({ length }, (_, place) => {
      const isRestored = place >= from && place < from + restored;
      return place % ghosts === 0 && !isRestored ? 1 - intensity : 1;
    });
    const out = await filterLines([{ data, weights: { real: fromShifted(weights) } }], { shape, axis, ...tools });
    return { ...volume, data: out };
  },
};

/**
 * Ghosts along the phase-encoding direction: every n-th line of k-space, counted from its edge, is weakened.
 *
 * TorchIO's `Ghosting` with the same lines, and the real part of the result as there. Weakening lines imitates the picture of periodic
 * motion, not its physics: that is `phaseGhosting`. One pass along one axis is all it takes, whatever the number of ghosts.
 *
 * @param options - see {@link GhostingOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function ghosting(options: GhostingOptions = {}): Transform<GhostingParameters> {
  return createTransform(ghostingDefinition, options);
}
