import type { Axis } from "@cmb/core";
import { createTransform } from "../definition/create-transform.js";
import { anyOption, numberOption } from "../definition/option.js";
import type { Transform } from "../definition/transform.js";
import type { SpatialDefinition } from "../definition/transform-definition.js";
import { axisMove } from "./axis-move.js";

/** Options of {@link flip}. @since 0.1.0 */
export interface FlipOptions {
  /** Voxel axes that may be flipped: 0 for i, 1 for j, 2 for k; `[0]` unless given. */
  readonly axes?: readonly Axis[] | undefined;
  /** Of each axis by itself; 0.5 unless given. */
  readonly probability?: number | undefined;
}

/** What {@link flip} draws. @since 0.1.0 */
export interface FlipParameters {
  readonly axes: readonly Axis[];
}

/** @internal */
export const flipDefinition: SpatialDefinition<FlipOptions, FlipParameters> = {
  name: "flip",
  kind: "spatial",
  options: {
    axes: anyOption<readonly Axis[]>([0], "a list of different axes among 0, 1 and 2", isAxes),
    probability: numberOption(0.5, { minimum: 0, maximum: 1 }),
  },
  sample: (rng, { axes = [], probability = 0 }) => ({
    axes: axes.filter((axis) => rng.at(axis).uniform() < probability),
  }),
  move: (grid, { axes }) =>
    axisMove(grid, { order: [0, 1, 2], flip: [axes.includes(0), axes.includes(1), axes.includes(2)] }),
};

/**
 * A mirror image along voxel axes. The grid stays where it is, and what is on it is mirrored about its middle; points and
 * boxes with it. Left and right change places where the axis runs from left to right, and so must labels that tell them
 * apart.
 *
 * @param options - see {@link FlipOptions}
 * @returns a transform; its own inverse
 * @throws CmbError `INVALID_ARGUMENT` that names the option
 * @since 0.1.0
 */
export function flip(options: FlipOptions = {}): Transform<FlipParameters> {
  return createTransform(flipDefinition, options);
}

function isAxes(value: unknown): boolean {
  if (!Array.isArray(value) || new Set(value).size !== value.length) return false;
  return value.every((axis) => axis === 0 || axis === 1 || axis === 2);
}
