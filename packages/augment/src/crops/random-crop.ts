import type { Shape } from "@cmb/core";
import { createTransform } from "../definition/create-transform.js";
import type { Transform } from "../definition/transform.js";
import type { SpatialDefinition } from "../definition/transform-definition.js";
import { OUTSIDE_OPTION } from "../spatial/sampling-options.js";
import type { MoveSampling } from "../spatial/spatial-move.js";
import { centredFrom, shapeOption, type WindowParameters, windowMove } from "./crop-window.js";

/** Options of {@link randomCrop}. @since 0.1.0 */
export interface RandomCropOptions {
  /** Voxels along each axis; `[64, 64, 64]` unless given. */
  readonly shape?: Shape | undefined;
  /** What voxels beyond an image that is smaller hold; `"minimum"` unless given. */
  readonly outside?: MoveSampling["outside"] | undefined;
}

/** @internal */
export const randomCropDefinition: SpatialDefinition<RandomCropOptions, WindowParameters> = {
  name: "randomCrop",
  kind: "spatial",
  options: { shape: shapeOption(), outside: OUTSIDE_OPTION },
  sample: (rng, { shape = [1, 1, 1], outside = 0 }, grid) => {
    const middle = centredFrom(grid.shape, shape);
    const along = (axis: 0 | 1 | 2): number => {
      const room = grid.shape[axis] - shape[axis];
      return room <= 0 ? middle[axis] : rng.at("from", axis).integer(0, room);
    };
    return { from: [along(0), along(1), along(2)], shape, outside };
  },
  move: windowMove,
};

/**
 * A box of voxels anywhere in the image, every place equally often; along an axis that is shorter, padded about the middle.
 *
 * @param options - see {@link RandomCropOptions}
 * @returns a transform; its inverse pads what it cut off
 * @throws CmbError `INVALID_ARGUMENT` that names the option
 * @since 0.1.0
 */
export function randomCrop(options: RandomCropOptions = {}): Transform<WindowParameters> {
  return createTransform(randomCropDefinition, options);
}
