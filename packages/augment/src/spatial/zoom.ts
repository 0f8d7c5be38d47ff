import { createTransform } from "../definition/create-transform.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { SpatialDefinition } from "../definition/transform-definition.js";
import { affineMove } from "./affine.js";
import { SAMPLING_OPTIONS, type SamplingOptions, samplingOf } from "./sampling-options.js";
import type { MoveSampling } from "./spatial-move.js";

/** Options of {@link zoom}. @since 0.1.0 */
export interface ZoomOptions extends SamplingOptions {
  /** 1.1 makes things a tenth larger along every axis; `[0.9, 1.1]` unless given. */
  readonly factor?: RandomNumber | undefined;
}

/** What {@link zoom} draws. @since 0.1.0 */
export interface ZoomParameters {
  readonly factor: number;
  readonly sampling: MoveSampling;
}

/** @internal */
export const zoomDefinition: SpatialDefinition<ZoomOptions, ZoomParameters> = {
  name: "zoom",
  kind: "spatial",
  options: { factor: randomNumberOption([0.9, 1.1], { above: 0 }), ...SAMPLING_OPTIONS },
  sample: (rng, options) => ({
    factor: drawNumber(rng.at("factor"), options.factor ?? 1),
    sampling: samplingOf(options),
  }),
  move: (grid, { factor, sampling }) =>
    affineMove(grid, {
      scales: [factor, factor, factor],
      degrees: [0, 0, 0],
      translationMm: [0, 0, 0],
      shears: [0, 0, 0],
      sampling,
    }),
};

/**
 * Makes everything larger or smaller about the middle of the grid, which stays.
 *
 * @param options - see {@link ZoomOptions}
 * @returns a transform with an inverse
 * @throws CmbError `INVALID_ARGUMENT` that names the option
 * @since 0.1.0
 */
export function zoom(options: ZoomOptions = {}): Transform<ZoomParameters> {
  return createTransform(zoomDefinition, options);
}
