import { type Affine, type Axis, type Shape, spacing, type Volume, type VoxelArray } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import { createTransform } from "../definition/create-transform.js";
import { numberOption, wordOption } from "../definition/option.js";
import { drawChoice, drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { SceneDefinition } from "../definition/transform-definition.js";
import { axesOption } from "../kspace/axes-option.js";
import { samplingOf } from "../spatial/sampling-options.js";
import { averageLines, type LineSample, labelLines, toLineSample, withLength } from "./average-lines.js";
import { sliceWeights } from "./slice-weights.js";

/** What {@link thickSlices} draws from. @since 0.1.0 */
export interface ThickSlicesOptions {
  /** Full width of a slice at half maximum, above 0; 2 to 6 mm unless given. */
  readonly thicknessMm?: RandomNumber;
  /** What lies between two slices, 0 or more, over the thickness; 0 to 0.2 unless given. */
  readonly gap?: RandomNumber;
  /** Width of each edge of the slice over its thickness, 0 for a box to 1 for a triangle; 0 to 0.5 unless given. */
  readonly softness?: RandomNumber;
  /** Voxel axes of which one is across the slices; `[2]` unless given. */
  readonly axes?: readonly Axis[];
  /** `"same"`: slices are interpolated linearly onto the grid that was; `"slices"`: a voxel is a slice. `"same"` unless given. */
  readonly grid?: "same" | "slices";
  /** The least share of a slice that labels must fill for its voxel to be labelled, 0 to 1; 0.25 unless given. */
  readonly labelShare?: number;
}

/** What {@link thickSlices} drew. @since 0.1.0 */
export interface ThickSlicesParameters {
  readonly thicknessMm: number;
  readonly gapMm: number;
  readonly softness: number;
  readonly axis: Axis;
  readonly grid: "same" | "slices";
  readonly labelShare: number;
  /** Where the middle of the grid lies between two slices: 0 to 1, at 0.5 in the middle of a slice or between two. */
  readonly offset: number;
}

/** @internal */
export const thickSlicesDefinition: SceneDefinition<ThickSlicesOptions, ThickSlicesParameters> = {
  name: "thickSlices",
  kind: "scene",
  options: {
    thicknessMm: randomNumberOption([2, 6], { above: 0 }),
    gap: randomNumberOption([0, 0.2], { minimum: 0 }),
    softness: randomNumberOption([0, 0.5], { minimum: 0, maximum: 1 }),
    axes: axesOption([2]),
    grid: wordOption<"same" | "slices">("same", ["same", "slices"]),
    labelShare: numberOption(0.25, { minimum: 0, maximum: 1 }),
  },
  sample: (rng, options, { image }) => {
    const thicknessMm = drawNumber(rng.at("thicknessMm"), options.thicknessMm);
    return notThinner(image, {
      thicknessMm,
      gapMm: thicknessMm * drawNumber(rng.at("gap"), options.gap),
      softness: drawNumber(rng.at("softness"), options.softness),
      axis: drawChoice(rng.at("axis"), options.axes),
      grid: options.grid,
      labelShare: options.labelShare,
      offset: rng.at("offset").uniform(),
    });
  },
  applyToScene: (scene, parameters) => {
    const { shape, affine } = scene.image;
    const { axis, labelShare } = parameters;
    const slices = slicesOf(scene.image, parameters);
    const imageOf = ({ data }: Volume): Volume => {
      const averaged = averageLines(data, { shape, axis }, slices.samples);
      if (parameters.grid === "slices") return { data: averaged, shape: slices.shape, affine: slices.affine };
      return { data: averageLines(averaged, { shape: slices.shape, axis }, slices.back), shape, affine };
    };
    const labelsOf = ({ data }: Volume<VoxelArray>): Volume<VoxelArray> => {
      const coarse = labelLines(data, { shape, axis, leastShare: labelShare }, slices.samples);
      if (parameters.grid === "slices") return { data: coarse, shape: slices.shape, affine: slices.affine };
      const nearest = slices.back.map((sample) => nearestOnly(sample));
      return { data: labelLines(coarse, { shape: slices.shape, axis, leastShare: 1 }, nearest), shape, affine };
    };
    return {
      ...scene,
      image: imageOf(scene.image),
      // On their own grid channels are left alone, as by every transform of values.
      ...(scene.channels !== undefined && parameters.grid === "slices"
        ? { channels: scene.channels.map(imageOf) }
        : {}),
      ...(scene.labels === undefined ? {} : { labels: labelsOf(scene.labels) }),
    };
  },
  // Places stay and the grid changes, as by \`resampleTo\`: the way back leads to the grid, and not to what was averaged.
  move: (grid, parameters) => {
    if (parameters.grid === "same") return undefined;
    const { shape, affine } = slicesOf(grid, parameters);
    return { grid: { shape, affine }, toInput: [], sampling: samplingOf({ outside: "edge" }) };
  },
};

/**
 * Thick slices, with gaps between them: each is the mean of what lies in it, by its profile, whole and parts of voxels.
 *
 * A microbleed of 2 mm fills a part of a slice of 5 mm, is fainter by as much, and is missing where it lies in a gap. Slices are the spacing
 * `thickness + gap` apart. TorchIO's `Anisotropy` and MONAI's and nnU-Net's low resolution take single samples in between instead, without partial
 * volume. Slices never become thinner: where the thickness is no more than that of the voxels, it is theirs. A label is kept where labels fill at least `labelShare` of a slice, so that labels say what can be seen: with 0.25, a lesion without
 * any signal leaves a quarter of depth. Means of magnitudes, so that dephasing across the slice is missing: `@cmb/synth` has it.
 *
 * @param options - see {@link ThickSlicesOptions}
 * @returns the transform; points and boxes stay, as they are in mm
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function thickSlices(options: ThickSlicesOptions = {}): Transform<ThickSlicesParameters> {
  return createTransform(thickSlicesDefinition, options);
}

interface Slices {
  readonly shape: Shape;
  readonly affine: Affine;
  /** What each slice is made of. */
  readonly samples: readonly LineSample[];
  /** From which slices each voxel of the old grid comes. */
  readonly back: readonly LineSample[];
}

/** Slices are never made thinner than they are; one for each that is there leaves all in its place. */
function notThinner({ affine }: Grid, parameters: ThickSlicesParameters): ThickSlicesParameters {
  const lengthMm = spacing(affine)[parameters.axis];
  if (parameters.thicknessMm > lengthMm) return parameters;
  const isSame = parameters.thicknessMm + parameters.gapMm <= lengthMm;
  const gapMm = isSame ? 0 : parameters.thicknessMm + parameters.gapMm - lengthMm;
  return { ...parameters, thicknessMm: lengthMm, gapMm, ...(isSame ? { softness: 0, offset: 0.5 } : {}) };
}

function slicesOf(grid: Grid, drawn: ThickSlicesParameters): Slices {
  const { shape, affine } = grid;
  const parameters = notThinner(grid, drawn);
  const { axis, thicknessMm, gapMm, offset } = parameters;
  const lengthMm = spacing(affine)[axis];
  const count = shape[axis];
  const apartMm = thicknessMm + gapMm;
  const number = Math.max(1, Math.round((count * lengthMm) / apartMm));
  const firstMm = ((count - 1) * lengthMm) / 2 + (offset - 0.5 - (number - 1) / 2) * apartMm;
  const samples = Array.from({ length: number }, (_, m) => {
    const centreMm = firstMm + m * apartMm;
    return toLineSample(sliceWeights(parameters, centreMm, { lengthMm, count }), centreMm / lengthMm);
  });
  const back = Array.from({ length: count }, (_, v): LineSample => {
    const place = Math.min(number - 1, Math.max(0, (v * lengthMm - firstMm) / apartMm));
    const from = Math.min(Math.max(0, number - 2), Math.floor(place));
    return { from, weights: number === 1 ? Float64Array.of(1) : Float64Array.of(1 - (place - from), place - from) };
  });
  const scale = apartMm / lengthMm;
  const first = firstMm / lengthMm;
  const moved = affine.map((value, n) => {
    if (n % 4 === axis) return value * scale;
    return n % 4 === 3 && n < 12 ? value + first * (affine[n - 3 + axis] as number) : value;
  });
  return { shape: withLength(shape, axis, number), affine: moved as unknown as Affine, samples, back };
}

function nearestOnly({ from, weights }: LineSample): LineSample {
  const second = (weights[1] ?? 0) > 0.5;
  return { from: second ? from + 1 : from, weights: Float64Array.of(1) };
}
