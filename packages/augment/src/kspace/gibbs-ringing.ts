import { inverseRealFft3, realFft3 } from "@cmb/preprocess";
import { createTransform } from "../definition/create-transform.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { assertFinite } from "./assert-finite.js";

/** What {@link gibbsRinging} draws from. @since 0.1.0 */
export interface GibbsRingingOptions {
  /** How much of k-space is cut off, 0 to 1; 0.3 to 0.7 unless given. */
  readonly alpha?: RandomNumber;
}

/** What {@link gibbsRinging} drew. @since 0.1.0 */
export interface GibbsRingingParameters {
  readonly alpha: number;
}

/** @internal */
export const gibbsRingingDefinition: IntensityDefinition<GibbsRingingOptions, GibbsRingingParameters> = {
  name: "gibbsRinging",
  kind: "intensity",
  options: { alpha: randomNumberOption([0.3, 0.7], { minimum: 0, maximum: 1 }) },
  sample: (rng, { alpha }) => ({ alpha: drawNumber(rng.at("alpha"), alpha) }),
  apply: async (volume, { alpha }, tools) => {
    const { data, shape, affine } = volume;
    const [ni, nj, nk] = shape;
    const radius = ((1 - alpha) * Math.max(...shape) * Math.SQRT2) / 2;
    if (radius ** 2 >= shape.reduce((sum, n) => sum + (n / 2) ** 2, 0)) return { ...volume, data: data.slice() };
    assertFinite(data);
    const spectrum = await realFft3({ data, shape }, tools);
    const half = spectrum.shape[0];
    for (let row = 0; row < nj * nk; row++) {
      const [j, k] = [row % nj, Math.floor(row / nj)];
      const rest = radius ** 2 - Math.min(j, nj - j) ** 2 - Math.min(k, nk - k) ** 2;
      const kept = rest < 0 ? 0 : Math.min(half, Math.floor(Math.sqrt(rest)) + 1);
      spectrum.real.fill(0, row * half + kept, (row + 1) * half);
      spectrum.imaginary.fill(0, row * half + kept, (row + 1) * half);
    }
    const { data: cut } = await inverseRealFft3({ ...spectrum, imageShape: [ni, nj, nk] }, tools);
    return { data: Float32Array.from(cut), shape, affine };
  },
};

/**
 * Ringing: k-space is cut off beyond a sphere of `(1 − α) max(n) / √2` samples about frequency 0.
 *
 * MONAI's `GibbsNoise`, whose sphere is centred half a sample beside frequency 0 on axes of even length. α below 0.3 leaves nearly all
 * of a cube. A scanner cuts at a box: `zeroFilling`.
 *
 * @param options - see {@link GibbsRingingOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function gibbsRinging(options: GibbsRingingOptions = {}): Transform<GibbsRingingParameters> {
  return createTransform(gibbsRingingDefinition, options);
}
