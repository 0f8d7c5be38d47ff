import { spacing } from "@cmb/core";
import { gaussianSmooth } from "@cmb/preprocess";
import { createTransform } from "../definition/create-transform.js";
import { wordOption } from "../definition/option.js";
import { drawTriple, type RandomTriple, randomTripleOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";

/** What {@link gaussianBlur} draws from. @since 0.1.0 */
export interface GaussianBlurOptions {
  /** Standard deviation, 0 or more, of each axis by itself; 0 to 2 unless given. */
  readonly sigma?: RandomTriple;
  /** What sigma counts: millimetres or voxels; `"mm"` unless given. */
  readonly unit?: "mm" | "voxels";
  /** Whether the three axes share what is drawn for the first one; `false` unless given. */
  readonly isotropic?: boolean;
}

/** What {@link gaussianBlur} drew. @since 0.1.0 */
export interface GaussianBlurParameters {
  readonly sigma: readonly [number, number, number];
  readonly unit: "mm" | "voxels";
}

/** @internal */
export const gaussianBlurDefinition: IntensityDefinition<GaussianBlurOptions, GaussianBlurParameters> = {
  name: "gaussianBlur",
  kind: "intensity",
  options: {
    sigma: randomTripleOption([0, 2], { minimum: 0 }),
    unit: wordOption<"mm" | "voxels">("mm", ["mm", "voxels"]),
    isotropic: { default: false, wants: "true or false", accepts: (value) => typeof value === "boolean" },
  },
  sample: (rng, { sigma, unit, isotropic }) => {
    const drawn = drawTriple(rng.at("sigma"), sigma);
    return { sigma: isotropic ? [drawn[0], drawn[0], drawn[0]] : drawn, unit };
  },
  apply: (volume, { sigma, unit }) => {
    const lengthMm = unit === "mm" ? [1, 1, 1] : spacing(volume.affine);
    const along = (axis: 0 | 1 | 2): number => sigma[axis] * (lengthMm[axis] as number);
    return gaussianSmooth(volume, { sigmaMm: [along(0), along(1), along(2)] });
  },
};

/**
 * Gaussian blur, with a width for each axis.
 *
 * `gaussianSmooth` of `@cmb/preprocess`: SciPy's `gaussian_filter` with `mode="nearest"`, as in TorchIO's `Blur`, whose sigma is in mm too;
 * MONAI's `GaussianSmooth` counts voxels, and takes what is outside for 0. A blur of 1 voxel takes about half of the depth of a microbleed
 * of 2 voxels.
 *
 * @param options - see {@link GaussianBlurOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function gaussianBlur(options: GaussianBlurOptions = {}): Transform<GaussianBlurParameters> {
  return createTransform(gaussianBlurDefinition, options);
}
