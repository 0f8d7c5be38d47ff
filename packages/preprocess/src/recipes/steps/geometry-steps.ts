import { CmbError, orientation, reorient, type Shape, spacing, type Volume, type VoxelArray } from "@cmb/core";
import { cropOrPad } from "../../geometry/crop-or-pad.js";
import { anisotropicInterpolation } from "../../resample/anisotropic-interpolation.js";
import type { Grid } from "../../resample/grid.js";
import { gridOfSpacing } from "../../resample/grid-of-spacing.js";
import type { AxisInterpolation, Interpolation } from "../../resample/interpolation.js";
import { resample } from "../../resample/resample.js";
import { resampleLabels } from "../../resample/resample-labels.js";
import { worldAlignedGrid } from "../../resample/world-aligned-grid.js";
import { either, listOf, number, oneOf, optional, type Parameter, text, wholeNumber } from "../parameter.js";
import {
  mapVolumes,
  type RecipeState,
  type RecipeTools,
  regionsAreBrain,
  type StepDefinition,
} from "../recipe-state.js";

/** Axes in the order and direction of a code; see `reorient` of `@cmb/core`. @since 0.1.0 */
export interface ReorientStep {
  readonly step: "reorient";
  /** Such as `"RAS"`. */
  readonly orientation: string;
}

/** Another grid: {@link resample} for the image, {@link resampleLabels} for all else. @since 0.1.0 */
export interface ResampleStep {
  readonly step: "resample";
  /**
   * `"spacing"`: {@link gridOfSpacing}, axes keep their directions; `"worldAligned"`: {@link worldAlignedGrid}, axes become
   * those of the world; `"slices"`: `spacingMm` is [in plane, across], and the coarsest axis, of equal ones the last, is
   * that across the slices.
   */
  readonly grid: "spacing" | "worldAligned" | "slices";
  /** One length, one for each axis, or with `"slices"` two. */
  readonly spacingMm: number | readonly number[];
  /**
   * One for all axes; `"cubicInPlane"`: cubic, but linear along the coarsest axis; `"anisotropic"`: nnU-Net's rule, cubic
   * and, where voxels are long, the nearest along the long axis. `"linear"` unless given.
   */
  readonly interpolation?: Interpolation | "cubicInPlane" | "anisotropic" | undefined;
  /** Beyond the image: a value, its lowest value, or the nearest one; 0 unless given. */
  readonly outside?: number | "minimum" | "edge" | undefined;
  /** Where outside begins; see `ResamplingOptions`; `"extent"` unless given. */
  readonly inside?: "extent" | "centres" | undefined;
  /** `"gaussian"` smooths along axes that get coarser; `"none"` unless given. */
  readonly antialias?: "none" | "gaussian" | undefined;
  /** For labels, masks and regions; `"anisotropic"` is linear by nnU-Net's rule; `"nearest"` unless given. */
  readonly labelInterpolation?: "nearest" | "linear" | "anisotropic" | undefined;
  /** Refuses images whose coarsest axis is coarser; no limit unless given. */
  readonly maximumSliceMm?: number | undefined;
}

/** Cuts or pads about the centre; see {@link cropOrPad}. @since 0.1.0 */
export interface CropOrPadStep {
  readonly step: "cropOrPad";
  readonly shape: Shape;
  /** What added voxels of the image hold; 0 unless given. Labels, mask and regions get 0. */
  readonly value?: number | undefined;
  /** `"keep"`: an axis that is longer stays as it is; `"crop"` unless given, which can cut off brain. */
  readonly longer?: "crop" | "keep" | undefined;
}

const ORIENTATION: Parameter = text('an orientation such as "RAS"', (code) => {
  const axes = [...code].map((letter) => ["LR", "PA", "IS"].findIndex((pair) => pair.includes(letter)));
  return axes.length === 3 && [0, 1, 2].every((axis) => axes.includes(axis));
});
const LENGTH = number({ above: 0 });

export const reorientStep: StepDefinition<ReorientStep> = {
  parameters: { orientation: ORIENTATION },
  run: (state, step) => ({
    state: mapVolumes(state, (volume) => reorient(volume, step.orientation)),
    facts: { from: orientation(state.image.affine) },
  }),
};

export const resampleStep: StepDefinition<ResampleStep> = {
  parameters: {
    grid: oneOf("spacing", "worldAligned", "slices"),
    spacingMm: either(LENGTH, either(listOf(LENGTH, 3), listOf(LENGTH, 2))),
    interpolation: optional(oneOf("nearest", "linear", "cubic", "cubicInPlane", "anisotropic")),
    outside: optional(either(number(), oneOf("minimum", "edge"))),
    inside: optional(oneOf("extent", "centres")),
    antialias: optional(oneOf("none", "gaussian")),
    labelInterpolation: optional(oneOf("nearest", "linear", "anisotropic")),
    maximumSliceMm: optional(LENGTH),
  },
  check: ({ grid, spacingMm }) => {
    const lengths = typeof spacingMm === "number" ? 1 : spacingMm.length;
    if (grid === "slices" ? lengths === 2 : lengths !== 2) return undefined;
    return { parameter: "spacingMm", wants: grid === "slices" ? 'with "slices" two lengths' : "one length or three" };
  },
  run: async (state, step, tools) => {
    const { image } = state;
    const across = coarsestAxis(spacing(image.affine));
    assertSlices(image, step, across);
    const grid = targetGrid(image, step, across);
    const resampled = await resample(image, grid, {
      interpolation: imageInterpolation(image, grid, { step, across }),
      outside: step.outside === "minimum" ? lowest(image) : step.outside,
      inside: step.inside,
      antialias: step.antialias === "gaussian",
      signal: tools.signal,
      onProgress: tools.onProgress,
    });
    const facts = { shape: grid.shape, spacingMm: spacing(grid.affine), coarsestAxis: across };
    return { state: { ...(await labelsOnto(state, { grid, step, tools })), image: resampled, ownsImage: true }, facts };
  },
};

export const cropOrPadStep: StepDefinition<CropOrPadStep> = {
  parameters: {
    shape: listOf(wholeNumber(1), 3),
    value: optional(number()),
    longer: optional(oneOf("crop", "keep")),
  },
  run: (state, { shape, value, longer = "crop" }) => {
    const old = state.image.shape;
    const length = (axis: 0 | 1 | 2): number => (longer === "keep" ? Math.max(shape[axis], old[axis]) : shape[axis]);
    const wanted: Shape = [length(0), length(1), length(2)];
    const fitted = mapVolumes(
      state,
      (volume) => cropOrPad(volume, wanted),
      (image) => cropOrPad(image, wanted, { value }),
    );
    return { state: fitted, facts: { from: old, cut: old.some((n, axis) => n > (wanted[axis] ?? n)) } };
  },
};

/** Of equal axes the last; lengths that differ by rounding are equal. */
function coarsestAxis(spacingMm: readonly [number, number, number]): 0 | 1 | 2 {
  const longest = Math.max(...spacingMm) * (1 - 1e-4);
  return spacingMm[2] >= longest ? 2 : spacingMm[1] >= longest ? 1 : 0;
}

function assertSlices({ affine }: Volume<VoxelArray>, { maximumSliceMm }: ResampleStep, across: 0 | 1 | 2): void {
  const sliceMm = spacing(affine)[across];
  if (maximumSliceMm === undefined || sliceMm <= maximumSliceMm) return;
  const message = `the recipe takes slices of up to ${maximumSliceMm} mm and these are ${sliceMm.toFixed(2)} mm apart; give a finer scan`;
  throw new CmbError("OUT_OF_RANGE", message, { name: "sliceMm", value: sliceMm, maximum: maximumSliceMm });
}

function targetGrid(image: Volume<VoxelArray>, { grid, spacingMm }: ResampleStep, across: 0 | 1 | 2): Grid {
  const [first = 1, second = first, third = first] = typeof spacingMm === "number" ? [spacingMm] : spacingMm;
  if (grid === "slices") {
    const along = (axis: 0 | 1 | 2): number => (axis === across ? second : first);
    return gridOfSpacing(image, [along(0), along(1), along(2)]);
  }
  return (grid === "spacing" ? gridOfSpacing : worldAlignedGrid)(image, [first, second, third]);
}

function imageInterpolation(
  image: Volume<VoxelArray>,
  grid: Grid,
  { step, across }: { readonly step: ResampleStep; readonly across: 0 | 1 | 2 },
): AxisInterpolation {
  const { interpolation = "linear" } = step;
  if (interpolation === "anisotropic") return anisotropicInterpolation(image, grid, { inPlane: "cubic" });
  if (interpolation !== "cubicInPlane") return interpolation;
  const along = (axis: 0 | 1 | 2): Interpolation => (axis === across ? "linear" : "cubic");
  return [along(0), along(1), along(2)];
}

function lowest({ data }: Volume<VoxelArray>): number {
  let least = Number.POSITIVE_INFINITY;
  for (const value of data) if (value < least) least = value;
  return Number.isFinite(least) ? least : 0;
}

async function labelsOnto(
  state: RecipeState,
  { grid, step, tools }: { readonly grid: Grid; readonly step: ResampleStep; readonly tools: RecipeTools },
): Promise<RecipeState> {
  const interpolation =
    step.labelInterpolation === "anisotropic"
      ? anisotropicInterpolation(state.image, grid, { inPlane: "linear" })
      : step.labelInterpolation;
  const options = { interpolation, inside: step.inside, signal: tools.signal };
  const onto = async <D extends VoxelArray>(volume: Volume<D> | undefined): Promise<Volume<D> | undefined> =>
    volume === undefined ? undefined : resampleLabels(volume, grid, options);
  const brain = await onto(state.brain);
  return {
    ...state,
    labels: await onto(state.labels),
    brain,
    regions: regionsAreBrain(state) ? brain : await onto(state.regions),
  };
}
