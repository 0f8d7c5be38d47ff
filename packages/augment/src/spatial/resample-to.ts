import { gridOfSpacing } from "@cmb/preprocess";
import { createTransform } from "../definition/create-transform.js";
import { drawTriple, type RandomTriple, randomTripleOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { SpatialDefinition } from "../definition/transform-definition.js";
import { SAMPLING_OPTIONS, type SamplingOptions, samplingOf } from "./sampling-options.js";
import type { MoveSampling } from "./spatial-move.js";

/** Options of {@link resampleTo}. @since 0.1.0 */
export interface ResampleToOptions extends SamplingOptions {
  /** Along each axis of the grid; 1 unless given. */
  readonly spacingMm?: RandomTriple | undefined;
}

/** What {@link resampleTo} draws. @since 0.1.0 */
export interface ResampleToParameters {
  readonly spacingMm: readonly [number, number, number];
  readonly sampling: MoveSampling;
}

/** @internal */
export const resampleToDefinition: SpatialDefinition<ResampleToOptions, ResampleToParameters> = {
  name: "resampleTo",
  kind: "spatial",
  options: { spacingMm: randomTripleOption(1, { above: 0 }), ...SAMPLING_OPTIONS },
  sample: (rng, options) => ({
    spacingMm: drawTriple(rng.at("spacingMm"), options.spacingMm ?? 1),
    sampling: samplingOf(options),
  }),
  move: (grid, { spacingMm, sampling }) => ({ grid: gridOfSpacing(grid, spacingMm), toInput: [], sampling }),
};

/**
 * Another voxel size, by interpolation; the grid is that of `gridOfSpacing` of `@cmb/preprocess`. Nothing moves in the
 * world. Values are points of the interpolated image and no averages: where the grid becomes much coarser, small lesions
 * can fall between voxels.
 *
 * @param options - see {@link ResampleToOptions}
 * @returns a transform; its inverse goes back to the grid, and not to what was lost
 * @throws CmbError `INVALID_ARGUMENT` that names the option
 * @since 0.1.0
 */
export function resampleTo(options: ResampleToOptions = {}): Transform<ResampleToParameters> {
  return createTransform(resampleToDefinition, options);
}
