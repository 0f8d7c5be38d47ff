import type { Shape } from "@cmb/core";
import { createTransform } from "../definition/create-transform.js";
import type { Transform } from "../definition/transform.js";
import type { SpatialDefinition } from "../definition/transform-definition.js";
import { OUTSIDE_OPTION } from "../spatial/sampling-options.js";
import type { MoveSampling } from "../spatial/spatial-move.js";
import { centredFrom, shapeOption, type WindowParameters, windowMove } from "./crop-window.js";

/** Options of {@link cropOrPad}. @since 0.1.0 */
export interface CropOrPadOptions {
  /** Voxels along each axis; `[64, 64, 64]` unless given. */
  readonly shape?: Shape | undefined;
  /** What added voxels hold: a value, the lowest value, or that of the nearest voxel; `"minimum"` unless given. */
  readonly outside?: MoveSampling["outside"] | undefined;
}

/** @internal */
export const cropOrPadDefinition: SpatialDefinition<CropOrPadOptions, WindowParameters> = {
  name: "cropOrPad",
  kind: "spatial",
  options: { shape: shapeOption(), outside: OUTSIDE_OPTION },
  sample: (_rng, { shape = [1, 1, 1], outside = 0 }, grid) => ({
    from: centredFrom(grid.shape, shape),
    shape,
    outside,
  }),
  move: windowMove,
};

/**
 * Cuts or pads about the middle to a number of voxels along each axis. Nothing is drawn, and nothing moves in the world:
 * points stay, also those that are cut off.
 *
 * @param options - see {@link CropOrPadOptions}
 * @returns a transform; its inverse pads what it cut off
 * @throws CmbError `INVALID_ARGUMENT` that names the option
 * @since 0.1.0
 */
export function cropOrPad(options: CropOrPadOptions = {}): Transform<WindowParameters> {
  return createTransform(cropOrPadDefinition, options);
}
