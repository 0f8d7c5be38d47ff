import { type Axis, spacing } from "@cmb/core";
import { createTransform } from "../definition/create-transform.js";
import { drawChoice, drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { IntensityDefinition } from "../definition/transform-definition.js";
import { axesOption } from "../kspace/axes-option.js";
import { averageLines, toLineSample } from "./average-lines.js";
import { sliceWeights } from "./slice-weights.js";

/** What {@link sliceProfile} draws from. @since 0.1.0 */
export interface SliceProfileOptions {
  /** Full width of the profile at half maximum over the spacing, above 0; 1 to 1.5 unless given. */
  readonly width?: RandomNumber;
  /** Width of each edge over the full width, 0 for a box to 1 for a triangle; 0.2 to 1 unless given. */
  readonly softness?: RandomNumber;
  /** Voxel axes of which one is across the slices; `[2]` unless given. */
  readonly axes?: readonly Axis[];
}

/** What {@link sliceProfile} drew. @since 0.1.0 */
export interface SliceProfileParameters {
  readonly width: number;
  readonly softness: number;
  readonly axis: Axis;
}

/** @internal */
export const sliceProfileDefinition: IntensityDefinition<SliceProfileOptions, SliceProfileParameters> = {
  name: "sliceProfile",
  kind: "intensity",
  options: {
    width: randomNumberOption([1, 1.5], { above: 0 }),
    softness: randomNumberOption([0.2, 1], { minimum: 0, maximum: 1 }),
    axes: axesOption([2]),
  },
  sample: (rng, { width, softness, axes }) => ({
    width: drawNumber(rng.at("width"), width),
    softness: drawNumber(rng.at("softness"), softness),
    axis: drawChoice(rng.at("axis"), axes),
  }),
  apply: (volume, { width, softness, axis }) => {
    const { data, shape, affine } = volume;
    const lengthMm = spacing(affine)[axis];
    const count = shape[axis];
    const profile = { thicknessMm: width * lengthMm, softness };
    const samples = Array.from({ length: count }, (_, v) => {
      return toLineSample(sliceWeights(profile, v * lengthMm, { lengthMm, count }), v);
    });
    return { data: averageLines(data, { shape, axis }, samples), shape, affine };
  },
};

/**
 * A wider or softer slice profile than the image was taken with: a blur across the slices, on the same grid.
 *
 * The profile is a trapezoid; each voxel becomes the mean over it of the image, taken as constant in each voxel, as in `thickSlices`. So slices
 * overlap, as with the profile of a short pulse, and a microbleed of one slice shows in its neighbours. A box of one spacing changes nothing.
 *
 * @param options - see {@link SliceProfileOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function sliceProfile(options: SliceProfileOptions = {}): Transform<SliceProfileParameters> {
  return createTransform(sliceProfileDefinition, options);
}
