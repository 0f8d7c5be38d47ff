import { CmbError, type Rng, type Shape } from "@cmb/core";
import { createTransform } from "../definition/create-transform.js";
import { numberOption } from "../definition/option.js";
import type { Transform } from "../definition/transform.js";
import type { PlacedDefinition } from "../definition/transform-definition.js";
import { OUTSIDE_OPTION } from "../spatial/sampling-options.js";
import type { MoveSampling } from "../spatial/spatial-move.js";
import { fromAbout, shapeOption, type WindowParameters, windowMove } from "./crop-window.js";

/** Options of {@link weightedCrop}. @since 0.1.0 */
export interface WeightedCropOptions {
  /** Voxels along each axis; `[64, 64, 64]` unless given. */
  readonly shape?: Shape | undefined;
  /** The channel of the scene that holds the weights, from 0; 0 unless given. */
  readonly channel?: number | undefined;
  /** What voxels beyond an image that is smaller hold; `"minimum"` unless given. */
  readonly outside?: MoveSampling["outside"] | undefined;
}

/** @internal */
export const weightedCropDefinition: PlacedDefinition<WeightedCropOptions, WindowParameters> = {
  name: "weightedCrop",
  kind: "placed",
  options: { shape: shapeOption(), channel: numberOption(0, { minimum: 0, whole: true }), outside: OUTSIDE_OPTION },
  sample: (rng, { shape = [1, 1, 1], channel = 0, outside = 0 }, { image, channels = [] }) => {
    const map = channels[channel];
    if (map === undefined) {
      const message = `weightedCrop: the scene has ${channels.length} channels, and channel ${channel} is to hold the weights; add the map to its \`channels\``;
      throw new CmbError("INVALID_ARGUMENT", message, { name: "channel", value: channel });
    }
    const v = drawByWeight(rng.at("centre"), map.data);
    const [ni, nj] = image.shape;
    const centre = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))] as const;
    return { from: fromAbout(centre, { input: image.shape, shape }), shape, outside };
  },
  move: windowMove,
};

/**
 * A box about a voxel that is drawn with the weights of a map: a probability image, or where mimics are. The map is a
 * channel of the scene, so that it moves with the image.
 *
 * @param options - see {@link WeightedCropOptions}
 * @returns a transform; its inverse pads what it cut off
 * @throws CmbError `INVALID_ARGUMENT` that names the option; on `sample`, without that channel, and `OUT_OF_RANGE` when its
 * weights are negative, not finite or all 0
 * @since 0.1.0
 */
export function weightedCrop(options: WeightedCropOptions = {}): Transform<WindowParameters> {
  return createTransform(weightedCropDefinition, options);
}

function drawByWeight(rng: Rng, weights: Float32Array): number {
  let total = 0;
  let last = -1;
  for (let v = 0; v < weights.length; v++) {
    const weight = weights[v] as number;
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) throw unusable(weight);
    total += weight;
    if (weight > 0) last = v;
  }
  if (last < 0) throw unusable(total);
  let left = rng.uniform(0, total);
  for (let v = 0; v < last; v++) {
    left -= weights[v] as number;
    if (left < 0) return v;
  }
  return last;
}

function unusable(value: number): CmbError<"OUT_OF_RANGE"> {
  const message = `weightedCrop: the weights come to ${value}; give weights of 0 or more, and one above 0`;
  return new CmbError("OUT_OF_RANGE", message, { name: "channel", value, minimum: 0 });
}
