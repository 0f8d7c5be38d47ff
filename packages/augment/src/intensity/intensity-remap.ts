import { createRng } from "@cmb/core";
import { createTransform } from "../definition/create-transform.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { mapByCurve } from "../values/curve.js";
import { drawSeed } from "../values/draw-seed.js";

/** What {@link intensityRemap} draws from. @since 0.1.0 */
export interface IntensityRemapOptions {
  /** Share of the range over which the curve is averaged, above 0 up to 1: the wider, the smoother; 0.12 unless given. */
  readonly width?: RandomNumber;
  /** How much the curve rises on the whole, against random parts of 0 to 1; 0.7 unless given. */
  readonly slope?: RandomNumber;
}

/** What {@link intensityRemap} drew: the curve follows from the seed. @since 0.1.0 */
export interface IntensityRemapParameters {
  readonly width: number;
  readonly slope: number;
  readonly seed: number;
}

/** @internal */
export const intensityRemapDefinition: IntensityDefinition<IntensityRemapOptions, IntensityRemapParameters> = {
  name: "intensityRemap",
  kind: "intensity",
  options: {
    width: randomNumberOption(0.12, { above: 0, maximum: 1 }),
    slope: randomNumberOption(0.7, { minimum: 0 }),
  },
  sample: (rng, { width, slope }) => ({
    width: drawNumber(rng.at("width"), width),
    slope: drawNumber(rng.at("slope"), slope),
    seed: drawSeed(rng.at("seed")),
  }),
  apply: (volume, { width, slope, seed }) => mapByCurve(volume, remapCurve({ width, slope, seed })),
};

/**
 * Values go through a random curve that need not rise everywhere: a moving average of random numbers, plus a slope, over the image's range.
 *
 * MONAI's `RandIntensityRemap` with a kernel of 30 of 256 levels. There a level is a distinct value of the image, so that an image of floats has
 * millions and comes out as noise, and the result's range is the image's only where the minimum is 0; here there are 256 levels of equal
 * width and the range stays. Where the curve falls, contrast is inverted: the presets `cmbSafe` and `strong` do without.
 *
 * @param options - see {@link IntensityRemapOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @see Samani et al. 2020, Intensity augmentation for domain transfer of whole breast segmentation in MRI, doi:10.1109/ACCESS.2020.3023687
 * @since 0.1.0
 */
export function intensityRemap(options: IntensityRemapOptions = {}): Transform<IntensityRemapParameters> {
  return createTransform(intensityRemapDefinition, options);
}

const LEVELS = 256;

function remapCurve({ width, slope, seed }: IntensityRemapParameters): readonly number[] {
  const window = Math.max(1, Math.round(width * LEVELS));
  const rng = createRng(seed, "curve");
  const noise = Array.from({ length: LEVELS + window - 1 }, () => rng.uniform());
  const curve = Array.from({ length: LEVELS }, (_, n) => {
    const mean = noise.slice(n, n + window).reduce((sum, value) => sum + value, 0) / window;
    return mean + (slope * n) / LEVELS;
  });
  const lowest = Math.min(...curve);
  const range = Math.max(...curve) - lowest;
  return curve.map((value, n) => (range === 0 ? n / (LEVELS - 1) : (value - lowest) / range));
}
