import { gaussianSmooth } from "@cmb/preprocess";
import { createTransform } from "../definition/create-transform.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { drawSeed } from "../values/draw-seed.js";
import { drawnField } from "../values/drawn-field.js";
import { mapRows } from "../values/row-map.js";
import { fieldRows } from "../values/smooth-field.js";

/** What {@link localSmoothing} draws from. @since 0.1.0 */
export interface LocalSmoothingOptions {
  /** Width of the blur, 0 or more; 0.5 to 1.5 mm unless given. */
  readonly sigmaMm?: RandomNumber;
  /** How much of the blurred image there is at each control point, 0 to 1; any of these unless given. */
  readonly weight?: RandomNumber;
  /** About how far apart control points are, above 0; 40 mm unless given. */
  readonly spacingMm?: RandomNumber;
}

/** What {@link localSmoothing} drew: the field follows from the seed and the grid. @since 0.1.0 */
export interface LocalSmoothingParameters {
  readonly sigmaMm: number;
  readonly weight: RandomNumber;
  readonly spacingMm: number;
  readonly seed: number;
}

/** @internal */
export const localSmoothingDefinition: IntensityDefinition<LocalSmoothingOptions, LocalSmoothingParameters> = {
  name: "localSmoothing",
  kind: "intensity",
  options: {
    sigmaMm: randomNumberOption([0.5, 1.5], { minimum: 0 }),
    weight: randomNumberOption([0, 1], { minimum: 0, maximum: 1 }),
    spacingMm: randomNumberOption(40, { above: 0 }),
  },
  sample: (rng, { sigmaMm, weight, spacingMm }) => ({
    sigmaMm: drawNumber(rng.at("sigmaMm"), sigmaMm),
    weight,
    spacingMm: drawNumber(rng.at("spacingMm"), spacingMm),
    seed: drawSeed(rng.at("seed")),
  }),
  apply: (volume, { sigmaMm, weight, ...field }, tools) => {
    const { data, shape } = volume;
    const blurred = gaussianSmooth(volume, { sigmaMm }).data;
    const options = { stage: "local smoothing", field: fieldRows(drawnField(volume, field, weight), shape), ...tools };
    return mapRows(volume, options, (weights, start, out) => {
      for (let i = 0; i < weights.length; i++) {
        const v = start + i;
        out[v] = (data[v] as number) + (weights[i] as number) * ((blurred[v] as number) - (data[v] as number));
      }
    });
  },
};

/**
 * Blur that differs from place to place: `v + w(x) (G v − v)`, with a Gaussian G and a weight w trilinear between control points.
 *
 * The idea of batchgenerators' `LocalSmoothingTransform`, which blurs around single Gaussian spots.
 *
 * @param options - see {@link LocalSmoothingOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function localSmoothing(options: LocalSmoothingOptions = {}): Transform<LocalSmoothingParameters> {
  return createTransform(localSmoothingDefinition, options);
}
