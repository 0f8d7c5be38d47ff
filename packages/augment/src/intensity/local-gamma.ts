import { createTransform } from "../definition/create-transform.js";
import { anyOption } from "../definition/option.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { drawSeed } from "../values/draw-seed.js";
import { drawnField } from "../values/drawn-field.js";
import { mapRows } from "../values/row-map.js";
import { fieldRows } from "../values/smooth-field.js";
import { finiteRange } from "../values/statistics.js";
import { variablePower } from "../values/variable-power.js";

/** What {@link localGamma} draws from. @since 0.1.0 */
export interface LocalGammaOptions {
  /** The exponent at each control point, above 0; 0.5 to 2, uniform in its logarithm, unless given. */
  readonly gamma?: RandomNumber;
  /** About how far apart control points are, above 0; 40 mm unless given. */
  readonly spacingMm?: RandomNumber;
}

/** What {@link localGamma} drew: the field follows from the seed and the grid. @since 0.1.0 */
export interface LocalGammaParameters {
  readonly gamma: RandomNumber;
  readonly spacingMm: number;
  readonly seed: number;
}

const gammaOption = randomNumberOption({ distribution: "logUniform", minimum: 0.5, maximum: 2 }, { above: 0 });

/** @internal */
export const localGammaDefinition: IntensityDefinition<LocalGammaOptions, LocalGammaParameters> = {
  name: "localGamma",
  kind: "intensity",
  options: {
    gamma: anyOption<RandomNumber>(gammaOption.default, gammaOption.wants, gammaOption.accepts),
    spacingMm: randomNumberOption(40, { above: 0 }),
  },
  sample: (rng, { gamma, spacingMm }) => ({
    gamma,
    spacingMm: drawNumber(rng.at("spacingMm"), spacingMm),
    seed: drawSeed(rng.at("seed")),
  }),
  apply: (volume, { gamma, ...field }, tools) => {
    const { data, shape } = volume;
    const { minimum, maximum } = finiteRange(data);
    const range = maximum - minimum;
    if (range === 0) return { ...volume, data: data.slice() };
    const toUnit = 1 / range;
    const raise = variablePower();
    const options = { stage: "local gamma", field: fieldRows(drawnField(volume, field, gamma), shape), ...tools };
    return mapRows(volume, options, (exponents, start, out) => {
      const end = start + exponents.length;
      for (let v = start; v < end; v++) out[v] = ((data[v] as number) - minimum) * toUnit;
      raise(out, start, exponents);
      for (let v = start; v < end; v++) out[v] = (out[v] as number) * range + minimum;
    });
  },
};

/**
 * Gamma that differs from place to place: `min + range ((v − min) / range)^γ(x)`, with γ trilinear between control points.
 *
 * MONAI's `RandSmoothFieldAdjustContrast`, and the idea of batchgenerators' `LocalGammaTransform`, which changes the image around
 * single Gaussian spots. Order of intensities is kept at each place, not between places.
 *
 * @param options - see {@link LocalGammaOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function localGamma(options: LocalGammaOptions = {}): Transform<LocalGammaParameters> {
  return createTransform(localGammaDefinition, options);
}
