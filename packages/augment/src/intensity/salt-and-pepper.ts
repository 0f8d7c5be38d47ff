import { createTransform } from "../definition/create-transform.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { drawSeed } from "../values/draw-seed.js";
import { eachSlab } from "../values/each-slab.js";
import { gaussianStream } from "../values/gaussian-stream.js";
import { finiteRange } from "../values/statistics.js";

/** What {@link saltAndPepper} draws from. @since 0.1.0 */
export interface SaltAndPepperOptions {
  /** The share of voxels that are replaced, 0 to 1; 0 to 0.05 unless given. */
  readonly share?: RandomNumber;
  /** The share of these that becomes salt, 0 to 1; 0.5 unless given. */
  readonly salt?: RandomNumber;
}

/** What {@link saltAndPepper} drew: which voxels follows from the seed. @since 0.1.0 */
export interface SaltAndPepperParameters {
  readonly share: number;
  readonly salt: number;
  readonly seed: number;
}

/** @internal */
export const saltAndPepperDefinition: IntensityDefinition<SaltAndPepperOptions, SaltAndPepperParameters> = {
  name: "saltAndPepper",
  kind: "intensity",
  options: {
    share: randomNumberOption([0, 0.05], { minimum: 0, maximum: 1 }),
    salt: randomNumberOption(0.5, { minimum: 0, maximum: 1 }),
  },
  sample: (rng, { share, salt }) => ({
    share: drawNumber(rng.at("share"), share),
    salt: drawNumber(rng.at("salt"), salt),
    seed: drawSeed(rng.at("seed")),
  }),
  apply: async (volume, { share, salt, seed }, tools) => {
    const out = volume.data.slice();
    const { minimum, maximum } = finiteRange(out);
    const { uint32 } = gaussianStream(seed);
    const saltBelow = share * salt * 2 ** 32;
    const changedBelow = share * 2 ** 32;
    await eachSlab(out.length, { stage: "salt and pepper", ...tools }, (from, to) => {
      for (let v = from; v < to; v++) {
        const drawn = uint32();
        if (drawn < changedBelow) out[v] = drawn < saltBelow ? maximum : minimum;
      }
    });
    return { ...volume, data: out };
  },
};

/**
 * Salt and pepper: a share of the voxels becomes the highest or the lowest value of the image.
 *
 * No scanner does this; it is here because the published system was trained with it. Pepper of one voxel is what a
 * microbleed of one voxel looks like.
 *
 * @param options - see {@link SaltAndPepperOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function saltAndPepper(options: SaltAndPepperOptions = {}): Transform<SaltAndPepperParameters> {
  return createTransform(saltAndPepperDefinition, options);
}
