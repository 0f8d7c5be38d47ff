import type { Axis } from "@cmb/core";
import { createTransform } from "../definition/create-transform.js";
import { anyOption } from "../definition/option.js";
import { drawChoice } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { SpatialDefinition } from "../definition/transform-definition.js";
import { axisMove } from "./axis-move.js";

/** Options of {@link rotate90}. @since 0.1.0 */
export interface Rotate90Options {
  /** Voxel axes about which may be turned; one is drawn; `[2]` unless given. */
  readonly axes?: readonly Axis[] | undefined;
  /** Quarter turns of which one number is drawn, each equally often; `[0, 1, 2, 3]` unless given. */
  readonly turns?: readonly (0 | 1 | 2 | 3)[] | undefined;
}

/** What {@link rotate90} draws. @since 0.1.0 */
export interface Rotate90Parameters {
  readonly axis: Axis;
  readonly turns: 0 | 1 | 2 | 3;
}

/** @internal */
export const rotate90Definition: SpatialDefinition<Rotate90Options, Rotate90Parameters> = {
  name: "rotate90",
  kind: "spatial",
  options: {
    axes: anyOption<readonly Axis[]>([2], "a list of at least one of 0, 1 and 2", (value) => isListOf(value, 2)),
    turns: anyOption<readonly (0 | 1 | 2 | 3)[]>([0, 1, 2, 3], "a list of at least one of 0, 1, 2 and 3", (value) =>
      isListOf(value, 3),
    ),
  },
  sample: (rng, { axes = [2], turns = [0] }) => ({
    axis: drawChoice(rng.at("axes"), axes),
    turns: drawChoice(rng.at("turns"), turns),
  }),
  move: (grid, { axis, turns }) => {
    const [p, q] = [((axis + 1) % 3) as Axis, ((axis + 2) % 3) as Axis];
    const order: [Axis, Axis, Axis] = [0, 1, 2];
    const flip: [boolean, boolean, boolean] = [false, false, false];
    if (turns % 2 === 1) {
      order[p] = q;
      order[q] = p;
    }
    // A quarter turn from p to q: what lay along p lies along q, and what lay along q against p.
    flip[p] = turns === 1 || turns === 2;
    flip[q] = turns === 2 || turns === 3;
    return axisMove(grid, { order, flip });
  },
};

/**
 * Quarter turns about a voxel axis, without interpolation: what lay along the next axis comes to lie along the one after.
 * Where the two axes have different lengths or spacings, so has the grid of the result, about the same middle.
 *
 * @param options - see {@link Rotate90Options}
 * @returns a transform with an inverse
 * @throws CmbError `INVALID_ARGUMENT` that names the option
 * @since 0.1.0
 */
export function rotate90(options: Rotate90Options = {}): Transform<Rotate90Parameters> {
  return createTransform(rotate90Definition, options);
}

function isListOf(value: unknown, maximum: number): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  return value.every((one) => Number.isInteger(one) && one >= 0 && one <= maximum);
}
