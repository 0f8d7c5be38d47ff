import type { Axis } from "@cmb/core";
import { createTransform } from "../definition/create-transform.js";
import { anyOption } from "../definition/option.js";
import type { Transform } from "../definition/transform.js";
import type { SpatialDefinition } from "../definition/transform-definition.js";
import { axisMove } from "./axis-move.js";

/** Options of {@link transposeAxes}. @since 0.1.0 */
export interface TransposeAxesOptions {
  /** Voxel axes that change places among themselves, at least two; `[0, 1]` unless given. */
  readonly axes?: readonly Axis[] | undefined;
}

/** What {@link transposeAxes} draws. @since 0.1.0 */
export interface TransposeAxesParameters {
  /** The axis of the input that each axis of the result shows. */
  readonly order: readonly [Axis, Axis, Axis];
}

/** @internal */
export const transposeAxesDefinition: SpatialDefinition<TransposeAxesOptions, TransposeAxesParameters> = {
  name: "transposeAxes",
  kind: "spatial",
  options: {
    axes: anyOption<readonly Axis[]>([0, 1], "two or three different axes among 0, 1 and 2", (value) => {
      if (!Array.isArray(value) || value.length < 2 || new Set(value).size !== value.length) return false;
      return value.every((axis) => axis === 0 || axis === 1 || axis === 2);
    }),
  },
  sample: (rng, { axes = [] }) => {
    const order: [Axis, Axis, Axis] = [0, 1, 2];
    const left = [...axes];
    for (const axis of axes) order[axis] = left.splice(rng.at(axis).integer(0, left.length - 1), 1)[0] as Axis;
    return { order };
  },
  move: (grid, { order }) => axisMove(grid, { order, flip: [false, false, false] }),
};

/**
 * Axes in another order, without interpolation; every order is drawn equally often, that of the input too. An odd order is
 * a mirror image.
 *
 * @param options - see {@link TransposeAxesOptions}
 * @returns a transform with an inverse
 * @throws CmbError `INVALID_ARGUMENT` that names the option
 * @since 0.1.0
 */
export function transposeAxes(options: TransposeAxesOptions = {}): Transform<TransposeAxesParameters> {
  return createTransform(transposeAxesDefinition, options);
}
