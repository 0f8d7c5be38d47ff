import { CmbError, type Volume, type VoxelArray } from "@cmb/core";
import { createTransform } from "../definition/create-transform.js";
import { wordOption } from "../definition/option.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { SceneDefinition } from "../definition/transform-definition.js";
import type { Scene } from "../scene.js";
import { drawSeed } from "../values/draw-seed.js";
import { eachSlab } from "../values/each-slab.js";
import { gaussianStream } from "../values/gaussian-stream.js";

/** What {@link labelsToImage} draws from. @since 0.1.0 */
export interface LabelsToImageOptions {
  /** Of each label by itself; 0.1 to 0.9 unless given. */
  readonly mean?: RandomNumber;
  /** Of each label by itself, 0 or more; 0.01 to 0.1 unless given. */
  readonly standardDeviation?: RandomNumber;
  /** Whether label 0 gets a value like others or shows the image; `"drawn"` unless given. */
  readonly background?: "drawn" | "image";
}

/** What {@link labelsToImage} drew: the noise follows from the seed. @since 0.1.0 */
export interface LabelsToImageParameters {
  /** Voxels of other labels show the image. */
  readonly labels: readonly number[];
  readonly means: readonly number[];
  readonly standardDeviations: readonly number[];
  readonly seed: number;
}

/** @internal */
export const labelsToImageDefinition: SceneDefinition<LabelsToImageOptions, LabelsToImageParameters> = {
  name: "labelsToImage",
  kind: "scene",
  options: {
    mean: randomNumberOption([0.1, 0.9]),
    standardDeviation: randomNumberOption([0.01, 0.1], { minimum: 0 }),
    background: wordOption<"drawn" | "image">("drawn", ["drawn", "image"]),
  },
  sample: (rng, { mean, standardDeviation, background }, scene) => {
    const labels = [...new Set<number>(labelsOf(scene).data)].sort((a, b) => a - b);
    const drawn = labels.filter((label) => label !== 0 || background === "drawn");
    return {
      labels: drawn,
      means: drawn.map((label) => drawNumber(rng.at("mean", label), mean)),
      standardDeviations: drawn.map((label) => drawNumber(rng.at("standardDeviation", label), standardDeviation)),
      seed: drawSeed(rng.at("seed")),
    };
  },
  applyToScene: async (scene, { labels, means, standardDeviations, seed }, tools) => {
    const map = labelsOf(scene).data;
    const data = scene.image.data.slice();
    const places = new Map(labels.map((label, n) => [label, n]));
    const { normal } = gaussianStream(seed);
    await eachSlab(data.length, { stage: "labels to image", ...tools }, (from, to) => {
      for (let v = from; v < to; v++) {
        // Drawn for every voxel, so that the noise of one does not depend on the labels of others.
        const noise = normal();
        const n = places.get(map[v] as number);
        if (n !== undefined) data[v] = (means[n] as number) + (standardDeviations[n] as number) * noise;
      }
    });
    return { ...scene, image: { ...scene.image, data } };
  },
};

/**
 * An image from labels: each voxel is normal about the mean of its label.
 *
 * TorchIO's `LabelsToImage` and SynthSeg's first step; blur the result, and see `domainRandomisation` of `@cmb/synth` for all of it. The image of
 * the scene is replaced, except under labels that have no parameters.
 *
 * @param options - see {@link LabelsToImageOptions}
 * @returns the transform; using it on a scene without labels throws `INVALID_ARGUMENT`
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function labelsToImage(options: LabelsToImageOptions = {}): Transform<LabelsToImageParameters> {
  return createTransform(labelsToImageDefinition, options);
}

function labelsOf({ labels }: Scene): Volume<VoxelArray> {
  if (labels !== undefined) return labels;
  const message = "labelsToImage: the scene has no labels; give it a label map on the grid of the image";
  throw new CmbError("INVALID_ARGUMENT", message, { name: "scene.labels", value: undefined });
}
