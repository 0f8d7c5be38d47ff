import { CmbError, type Mask, type Volume } from "@cmb/core";
import { brainMask, distanceTransform } from "@cmb/preprocess";
import { createTransform } from "../definition/create-transform.js";
import { numberOption, wordOption } from "../definition/option.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { SceneDefinition } from "../definition/transform-definition.js";
import type { TransformTools } from "../definition/transform-tools.js";
import type { Scene } from "../scene.js";
import { drawSeed } from "../values/draw-seed.js";
import { drawnField } from "../values/drawn-field.js";
import { mapRows } from "../values/row-map.js";
import { fieldRows } from "../values/smooth-field.js";

/** Where {@link skullStrip} has the brain from. @since 0.1.0 */
export type BrainSource = "found" | "nonzero" | "labels";

/** What {@link skullStrip} draws from. @since 0.1.0 */
export interface SkullStripOptions {
  /** How far the edge lies outside of the brain's, negative for inside; −3 to 5 mm unless given. */
  readonly offsetMm?: RandomNumber;
  /** Standard deviation by which the edge is off at control points, 0 or more; 0 to 2 mm unless given. */
  readonly irregularityMm?: RandomNumber;
  /** About how far apart these control points are, above 0; 25 mm unless given. */
  readonly spacingMm?: number;
  /** The brain: by `brainMask` of `@cmb/preprocess`, where the image is not 0, or where labels are not 0; `"found"` unless given. */
  readonly brain?: BrainSource;
}

/** What {@link skullStrip} drew: the irregularity follows from the seed and the grid. @since 0.1.0 */
export interface SkullStripParameters {
  readonly offsetMm: number;
  readonly irregularityMm: number;
  readonly spacingMm: number;
  readonly brain: BrainSource;
  readonly seed: number;
}

/** @internal */
export const skullStripDefinition: SceneDefinition<SkullStripOptions, SkullStripParameters> = {
  name: "skullStrip",
  kind: "scene",
  options: {
    offsetMm: randomNumberOption([-3, 5]),
    irregularityMm: randomNumberOption([0, 2], { minimum: 0 }),
    spacingMm: numberOption(25, { above: 0 }),
    brain: wordOption<BrainSource>("found", ["found", "nonzero", "labels"]),
  },
  sample: (rng, { offsetMm, irregularityMm, spacingMm, brain }) => ({
    offsetMm: drawNumber(rng.at("offsetMm"), offsetMm),
    irregularityMm: drawNumber(rng.at("irregularityMm"), irregularityMm),
    spacingMm,
    brain,
    seed: drawSeed(rng.at("seed")),
  }),
  applyToScene: async (scene, { offsetMm, irregularityMm, brain, ...field }, tools) => {
    const { image } = scene;
    const mask = await brainOf(scene, brain, tools);
    const outside = distanceTransform({ ...mask, data: mask.data.map((value) => 1 - value) }).data;
    const inside = distanceTransform(mask).data;
    const drawn = drawnField(image, field, {
      distribution: "normal",
      mean: offsetMm,
      standardDeviation: irregularityMm,
    });
    const options = { stage: "skull strip", field: fieldRows(drawn, image.shape), ...tools };
    const stripped = await mapRows(image, options, (edgeMm, start, out) => {
      for (let i = 0; i < edgeMm.length; i++) {
        const v = start + i;
        const beyondMm = (outside[v] as number) - (inside[v] as number);
        out[v] = beyondMm <= (edgeMm[i] as number) ? (image.data[v] as number) : 0;
      }
    });
    return { ...scene, image: stripped };
  },
};

/**
 * A skull-stripped image, by a mask that is too tight, too wide or uneven: 0 beyond an edge that lies `offset + irregularity(x)` from the brain's.
 *
 * Skull stripping of others takes away cortex with microbleeds in it, or leaves dura and bone that look like some. Distances are those to the nearest
 * voxel on the other side of the edge. On an image that is stripped already (`"nonzero"`), there is nothing outside to keep, and the edge can
 * only move inwards. Labels stay, those beyond the edge too: check which lesions are still to be seen.
 *
 * @param options - see {@link SkullStripOptions}
 * @returns the transform; `"labels"` on a scene without labels throws `INVALID_ARGUMENT`, `"found"` on an image of one value `EMPTY_VOLUME`
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function skullStrip(options: SkullStripOptions = {}): Transform<SkullStripParameters> {
  return createTransform(skullStripDefinition, options);
}

async function brainOf({ image, labels }: Scene, brain: BrainSource, tools: TransformTools): Promise<Mask> {
  if (brain === "found") return (await brainMask(image, tools)).mask;
  if (brain === "nonzero") return maskOf(image);
  if (labels !== undefined) return maskOf(labels);
  const message = `skullStrip: the scene has no labels to take the brain from; give some, or use brain "found"`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "scene.labels", value: undefined });
}

function maskOf({
  data,
  shape,
  affine,
}: Pick<Volume, "shape" | "affine"> & { readonly data: ArrayLike<number> }): Mask {
  const mask = new Uint8Array(data.length);
  for (let v = 0; v < mask.length; v++) mask[v] = data[v] === 0 ? 0 : 1;
  return { data: mask, shape, affine };
}
