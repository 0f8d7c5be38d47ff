import { createTransform } from "../definition/create-transform.js";
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
import { type BoxPlacement, copyBox, pasteBox, placeBox } from "../values/voxel-boxes.js";

/** What {@link swapPatches} draws from. @since 0.1.0 */
export interface SwapPatchesOptions {
  /** Voxels of a patch along each axis, 1 or more, at most the image; 15 unless given. A drawn number is rounded. */
  readonly sizeVoxels?: RandomTriple;
  /** How many pairs change places; 100 unless given. A drawn number is rounded. */
  readonly count?: RandomNumber;
}

/** What {@link swapPatches} drew. @since 0.1.0 */
export interface SwapPatchesParameters {
  /** Voxels along each axis. */
  readonly sizeVoxels: readonly [number, number, number];
  /** Of each pair, from 0, at the first voxel, to 1, as far to the end as a patch fits. */
  readonly pairs: readonly (readonly [readonly [number, number, number], readonly [number, number, number]])[];
}

/** @internal */
export const swapPatchesDefinition: IntensityDefinition<SwapPatchesOptions, SwapPatchesParameters> = {
  name: "swapPatches",
  kind: "intensity",
  options: {
    sizeVoxels: randomTripleOption(15, { minimum: 1 }),
    count: randomNumberOption(100, { minimum: 0, maximum: 10_000 }),
  },
  sample: (rng, { sizeVoxels, count }) => {
    const [a, b, c] = drawTriple(rng.at("sizeVoxels"), sizeVoxels);
    return {
      sizeVoxels: [Math.round(a), Math.round(b), Math.round(c)],
      pairs: Array.from({ length: Math.round(drawNumber(rng.at("count"), count)) }, (_, n) => {
        const at = rng.at("pair", n);
        return [
          [at.uniform(), at.uniform(), at.uniform()],
          [at.uniform(), at.uniform(), at.uniform()],
        ] as const;
      }),
    };
  },
  apply: (volume, { sizeVoxels, pairs }) => {
    const data = volume.data.slice();
    const place = (start: readonly [number, number, number]): BoxPlacement => placeBox(volume.shape, sizeVoxels, start);
    for (const [first, second] of pairs) {
      const [one, other] = [place(first), place(second)];
      if (overlap(one, other)) continue;
      const kept = copyBox(data, volume.shape, one);
      pasteBox(copyBox(data, volume.shape, other), { shape: volume.shape, box: one }, data);
      pasteBox(kept, { shape: volume.shape, box: other }, data);
    }
    return { ...volume, data };
  },
};

/**
 * Patches of the image change places, for pretraining by restoring them.
 *
 * TorchIO's `Swap`. Pairs that overlap are left where they are. Labels stay: a lesion that is moved away is a wrong label, so that this is no
 * augmentation for detection.
 *
 * @param options - see {@link SwapPatchesOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @see Chen et al. 2019, Self-supervised learning for medical image analysis using image context restoration, doi:10.1016/j.media.2019.101539
 * @since 0.1.0
 */
export function swapPatches(options: SwapPatchesOptions = {}): Transform<SwapPatchesParameters> {
  return createTransform(swapPatchesDefinition, options);
}

function overlap(one: BoxPlacement, other: BoxPlacement): boolean {
  return ([0, 1, 2] as const).every((axis) => Math.abs(one.from[axis] - other.from[axis]) < one.size[axis]);
}
