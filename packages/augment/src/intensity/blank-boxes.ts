import { createRng } from "@cmb/core";
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
import { drawSeed } from "../values/draw-seed.js";
import { finiteRange, meanAndDeviation } from "../values/statistics.js";
import { copyBox, pasteBox, placeBox } from "../values/voxel-boxes.js";

/** What a box of {@link blankBoxes} becomes. @since 0.1.0 */
export type BoxFilling = "mean" | "minimum" | "shuffled";

/** What {@link blankBoxes} draws from. @since 0.1.0 */
export interface BlankBoxesOptions {
  /** How many boxes; 1 to 5 unless given. A drawn number is rounded. */
  readonly count?: RandomNumber;
  /** Size over the length of each axis, above 0 up to 1; 0.05 to 0.2 for each axis unless given. */
  readonly size?: RandomTriple;
  /** The image's mean, its minimum, or the box's own values in another order; `"mean"` unless given. */
  readonly filling?: BoxFilling;
}

/** What {@link blankBoxes} drew: orders follow from the seed. @since 0.1.0 */
export interface BlankBoxesParameters {
  readonly filling: BoxFilling;
  /** Of each box the size over the length of each axis, and the start from 0 to 1, as far to the end as it fits. */
  readonly boxes: readonly {
    readonly size: readonly [number, number, number];
    readonly start: readonly [number, number, number];
  }[];
  readonly seed: number;
}

/** @internal */
export const blankBoxesDefinition: IntensityDefinition<BlankBoxesOptions, BlankBoxesParameters> = {
  name: "blankBoxes",
  kind: "intensity",
  options: {
    count: randomNumberOption({ distribution: "integer", minimum: 1, maximum: 5 }, { minimum: 0, maximum: 1000 }),
    size: randomTripleOption([0.05, 0.2], { above: 0, maximum: 1 }),
    filling: wordOption<BoxFilling>("mean", ["mean", "minimum", "shuffled"]),
  },
  sample: (rng, { count, size, filling }) => ({
    filling,
    boxes: Array.from({ length: Math.round(drawNumber(rng.at("count"), count)) }, (_, n) => {
      const at = rng.at("start", n);
      return { size: drawTriple(rng.at("size", n), size), start: [at.uniform(), at.uniform(), at.uniform()] as const };
    }),
    seed: drawSeed(rng.at("seed")),
  }),
  apply: (volume, { filling, boxes, seed }) => {
    const { shape } = volume;
    const data = volume.data.slice();
    const value = filling === "minimum" ? finiteRange(data).minimum : meanAndDeviation(data).mean;
    for (const [n, { size, start }] of boxes.entries()) {
      const along = (axis: 0 | 1 | 2): number => Math.round(size[axis] * shape[axis]);
      const box = placeBox(shape, [along(0), along(1), along(2)], start);
      const values = copyBox(data, shape, box);
      if (filling === "shuffled") shuffle(values, seed, n);
      else values.fill(value);
      pasteBox(values, { shape, box }, data);
    }
    return { ...volume, data };
  },
};

/**
 * Boxes of the image are blanked, or their voxels put in another order.
 *
 * MONAI's `RandCoarseDropout`, `RandCoarseShuffle` and `CutOut`, batchgenerators' `BlankRectangleTransform`. Labels stay: a lesion in a box is gone while its
 * label is there. Wrap it in a check of lesions, or keep it for pretraining.
 *
 * @param options - see {@link BlankBoxesOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function blankBoxes(options: BlankBoxesOptions = {}): Transform<BlankBoxesParameters> {
  return createTransform(blankBoxesDefinition, options);
}

/** Fisher and Yates. */
function shuffle(values: Float32Array, seed: number, box: number): void {
  const rng = createRng(seed, box);
  for (let n = values.length - 1; n > 0; n--) {
    const other = rng.integer(0, n);
    const kept = values[n] as number;
    values[n] = values[other] as number;
    values[other] = kept;
  }
}
