import { createTransform } from "../definition/create-transform.js";
import { wordOption } from "../definition/option.js";
import {
  drawNumber,
  drawTriple,
  type RandomNumber,
  type RandomTriple,
  randomNumberOption,
  randomTripleOption,
} from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { INTENSITY_UNITS, type IntensityUnit, inUnit } from "../values/intensity-unit.js";
import { mapRows } from "../values/row-map.js";

/** What {@link brightnessGradient} draws from. @since 0.1.0 */
export interface BrightnessGradientOptions {
  /** The greatest change; −1 to 1 unless given. */
  readonly strength?: RandomNumber;
  /** What it counts; standard deviations of the image unless given. */
  readonly unit?: IntensityUnit;
  /** Where the centre is, 0 at the first and 1 at the last voxel; −0.5 to 1.5 for each axis unless given. */
  readonly centre?: RandomTriple;
  /** Standard deviation over the length of each axis, above 0; 1/6 to 1, uniform in its logarithm, unless given. */
  readonly width?: RandomTriple;
}

/** What {@link brightnessGradient} drew. @since 0.1.0 */
export interface BrightnessGradientParameters {
  readonly strength: number;
  readonly unit: IntensityUnit;
  readonly centre: readonly [number, number, number];
  readonly width: readonly [number, number, number];
}

/** @internal */
export const brightnessGradientDefinition: IntensityDefinition<
  BrightnessGradientOptions,
  BrightnessGradientParameters
> = {
  name: "brightnessGradient",
  kind: "intensity",
  options: {
    strength: randomNumberOption([-1, 1]),
    unit: wordOption<IntensityUnit>("standardDeviations", INTENSITY_UNITS),
    centre: randomTripleOption([-0.5, 1.5]),
    width: randomTripleOption({ distribution: "logUniform", minimum: 1 / 6, maximum: 1 }, { above: 0 }),
  },
  sample: (rng, { strength, unit, centre, width }) => ({
    strength: drawNumber(rng.at("strength"), strength),
    unit,
    centre: drawTriple(rng.at("centre"), centre),
    width: drawTriple(rng.at("width"), width),
  }),
  apply: (volume, { strength, unit, centre, width }, tools) => {
    const { data, shape } = volume;
    const [alongI, alongJ, alongK] = ([0, 1, 2] as const).map((axis) => {
      const last = Math.max(1, shape[axis] - 1);
      return Float64Array.from({ length: shape[axis] }, (_, v) => {
        return Math.exp(-0.5 * ((v / last - centre[axis]) / width[axis]) ** 2);
      });
    }) as [Float64Array, Float64Array, Float64Array];
    const extreme = (pick: (...values: number[]) => number): number =>
      [alongI, alongJ, alongK].reduce(
        (product, along) => product * along.reduce((best, value) => pick(best, value)),
        1,
      );
    const mean = [alongI, alongJ, alongK].reduce((product, along) => product * (sum(along) / along.length), 1);
    const greatest = Math.max(extreme(Math.max) - mean, mean - extreme(Math.min));
    const amount = greatest === 0 ? 0 : inUnit(strength, unit, volume) / greatest;
    const field = (row: number, out: Float64Array): void => {
      const factor = (alongJ[row % shape[1]] as number) * (alongK[Math.floor(row / shape[1])] as number);
      for (let i = 0; i < out.length; i++) out[i] = amount * (factor * (alongI[i] as number) - mean);
    };
    return mapRows(volume, { stage: "brightness gradient", field, ...tools }, (added, start, out) => {
      for (let i = 0; i < added.length; i++) out[start + i] = (data[start + i] as number) + (added[i] as number);
    });
  },
};

/**
 * A broad light or shadow that is added: `v + s (g(x) − mean(g)) / max|g − mean(g)|`, with a Gaussian g that may be centred outside.
 *
 * batchgenerators' `BrightnessGradientAdditiveTransform` with `mean_centered`. A sensitivity profile multiplies: that is `biasField`.
 *
 * @param options - see {@link BrightnessGradientOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function brightnessGradient(options: BrightnessGradientOptions = {}): Transform<BrightnessGradientParameters> {
  return createTransform(brightnessGradientDefinition, options);
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
