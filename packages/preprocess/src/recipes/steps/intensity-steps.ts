import { assertSamePlace, CmbError, type Mask, type Volume, type VoxelArray } from "@cmb/core";
import { applyLandmarks } from "../../intensity/apply-landmarks.js";
import { type ClipOptions, clipInto } from "../../intensity/clip.js";
import { clipPercentiles } from "../../intensity/clip-percentiles.js";
import { correctHomogeneity } from "../../intensity/correct-homogeneity.js";
import { type RepairNanOptions, repairNan } from "../../intensity/repair-nan.js";
import { rescalePercentiles } from "../../intensity/rescale-percentiles.js";
import { brainMedianFactor, multiplyInto } from "../../intensity/scale-by-brain-median.js";
import type { IntensityLandmarks } from "../../intensity/train-landmarks.js";
import { zScore } from "../../intensity/z-score.js";
import { listOf, number, oneOf, optional, type Parameter } from "../parameter.js";
import type { Precondition, RecipeState, StepDefinition, StepFacts, StepOutcome } from "../recipe-state.js";
import { brainOf } from "./brain-steps.js";

/** Which voxels a scale is measured on. Every voxel is scaled either way. @since 0.1.0 */
export interface MeasuredOver {
  /** `"brain"` needs a `brainMask` step before. */
  readonly over: "image" | "brain";
}

/** See {@link repairNan}. @since 0.1.0 */
export interface RepairNanStep extends RepairNanOptions {
  readonly step: "repairNan";
}

/** See {@link zScore}. @since 0.1.0 */
export interface ZScoreStep extends MeasuredOver {
  readonly step: "zScore";
}

/** See {@link scaleByBrainMedian}. @since 0.1.0 */
export interface ScaleByBrainMedianStep {
  readonly step: "scaleByBrainMedian";
  /** What the median becomes; 1 unless given. */
  readonly target?: number | undefined;
}

/** See {@link rescalePercentiles}. @since 0.1.0 */
export interface RescalePercentilesStep extends MeasuredOver {
  readonly step: "rescalePercentiles";
  readonly percentiles?: readonly [lower: number, upper: number] | undefined;
  readonly range?: readonly [lower: number, upper: number] | undefined;
  readonly beyond?: "clip" | "extend" | undefined;
}

/** See {@link clip}; at least one limit. @since 0.1.0 */
export interface ClipStep extends ClipOptions {
  readonly step: "clip";
}

/** See {@link clipPercentiles}. @since 0.1.0 */
export interface ClipPercentilesStep extends MeasuredOver {
  readonly step: "clipPercentiles";
  readonly percentiles: readonly [lower: number, upper: number];
}

/** See {@link applyLandmarks}. @since 0.1.0 */
export interface ApplyLandmarksStep extends MeasuredOver, IntensityLandmarks {
  readonly step: "applyLandmarks";
}

/** Adds a number to every voxel. @since 0.1.0 */
export interface AddStep {
  readonly step: "add";
  readonly value: number;
}

/** See {@link correctHomogeneity}. @since 0.1.0 */
export interface CorrectHomogeneityStep extends MeasuredOver {
  readonly step: "correctHomogeneity";
  readonly sigmaMm?: number | undefined;
}

/** Calls the bias correction that was given, such as N4; without one the recipe stops. @since 0.1.0 */
export interface CorrectBiasStep {
  readonly step: "correctBias";
}

const OVER = oneOf("image", "brain");
const PERCENT: Parameter = {
  wants: "a number from 0 to 100",
  accepts: (value) => typeof value === "number" && value >= 0 && value <= 100,
};
const needsBrain = ({ over }: MeasuredOver): readonly Precondition[] => (over === "brain" ? ["brainMask"] : []);

/** Whether numbers are in order, where they are given. */
const ascending = (numbers: readonly number[] | undefined, { equal }: { readonly equal: boolean }): boolean =>
  numbers?.every((upper, n) => n === 0 || Number(numbers[n - 1]) < upper || (equal && numbers[n - 1] === upper)) ??
  true;
const LOWER_FIRST = "the lower number first";

export const repairNanStep: StepDefinition<RepairNanStep> = {
  parameters: { rule: oneOf("corner-median", "neighbours") },
  run: (state, step) => {
    const { volume, nan, infinite } = repairNan(state.image, step);
    return withImage(state, volume, { nan, infinite });
  },
};

export const zScoreStep: StepDefinition<ZScoreStep> = {
  parameters: { over: OVER },
  needs: needsBrain,
  run: (state, step) => withImage(state, zScore(state.image, { mask: maskFor(state, step) })),
};

export const scaleByBrainMedianStep: StepDefinition<ScaleByBrainMedianStep> = {
  parameters: { target: optional(number({ above: 0 })) },
  needs: () => ["brainMask"],
  run: (state, { target }) => {
    const factor = brainMedianFactor(state.image, brainOf(state), { target });
    return voxelwise(state, (data, out) => multiplyInto(data, factor, out));
  },
};

export const rescalePercentilesStep: StepDefinition<RescalePercentilesStep> = {
  parameters: {
    over: OVER,
    percentiles: optional(listOf(PERCENT, 2)),
    range: optional(listOf(number(), 2)),
    beyond: optional(oneOf("clip", "extend")),
  },
  check: ({ percentiles, range }) => {
    if (!ascending(percentiles, { equal: false })) return { parameter: "percentiles", wants: LOWER_FIRST };
    return ascending(range, { equal: false }) ? undefined : { parameter: "range", wants: LOWER_FIRST };
  },
  needs: needsBrain,
  run: (state, step) => withImage(state, rescalePercentiles(state.image, { ...step, mask: maskFor(state, step) })),
};

export const clipStep: StepDefinition<ClipStep> = {
  parameters: { minimum: optional(number()), maximum: optional(number()) },
  check: ({ minimum, maximum }) => {
    if (minimum === undefined && maximum === undefined)
      return { parameter: "minimum", wants: "minimum, maximum or both" };
    return minimum !== undefined && maximum !== undefined && minimum > maximum
      ? { parameter: "maximum", wants: "a number not below minimum" }
      : undefined;
  },
  run: (state, step) => voxelwise(state, (data, out) => clipInto(data, step, out)),
};

export const clipPercentilesStep: StepDefinition<ClipPercentilesStep> = {
  parameters: { over: OVER, percentiles: listOf(PERCENT, 2) },
  check: ({ percentiles }) =>
    ascending(percentiles, { equal: true }) ? undefined : { parameter: "percentiles", wants: LOWER_FIRST },
  needs: needsBrain,
  run: (state, step) => withImage(state, clipPercentiles(state.image, { ...step, mask: maskFor(state, step) })),
};

export const applyLandmarksStep: StepDefinition<ApplyLandmarksStep> = {
  parameters: { over: OVER, percentiles: listOf(PERCENT), values: listOf(number()) },
  check: ({ percentiles, values }) => {
    if (!ascending(percentiles, { equal: false })) return { parameter: "percentiles", wants: LOWER_FIRST };
    return percentiles.length === values.length && ascending(values, { equal: true })
      ? undefined
      : { parameter: "values", wants: `${percentiles.length} numbers, the lowest first` };
  },
  needs: needsBrain,
  run: (state, step) => withImage(state, applyLandmarks(state.image, step, { mask: maskFor(state, step) })),
};

export const addStep: StepDefinition<AddStep> = {
  parameters: { value: number() },
  run: (state, { value }) => voxelwise(state, (data, out) => addInto(data, value, out)),
};

export const correctHomogeneityStep: StepDefinition<CorrectHomogeneityStep> = {
  parameters: { over: OVER, sigmaMm: optional(number({ above: 0 })) },
  needs: needsBrain,
  run: async (state, step, { signal, onProgress }) => {
    const options = { sigmaMm: step.sigmaMm, mask: maskFor(state, step), signal, onProgress };
    return withImage(state, await correctHomogeneity(state.image, options));
  },
};

export const correctBiasStep: StepDefinition<CorrectBiasStep> = {
  parameters: {},
  run: async (state, _, { correctBias, signal, onProgress }) => {
    if (correctBias === undefined) {
      const message =
        'the step "correctBias" wants a function and none was given; give correctBias, or take "correctHomogeneity"';
      throw new CmbError("INVALID_ARGUMENT", message, { name: "correctBias", value: undefined });
    }
    const image = await correctBias.correct(state.image, state.brain, { signal, onProgress });
    if (image.data.length !== state.image.data.length) {
      const message = `the bias correction ${correctBias.id} answered with ${image.data.length} voxels to ${state.image.data.length}; it must keep the grid`;
      throw new CmbError("SHAPE_MISMATCH", message, { expected: state.image.shape, actual: image.shape });
    }
    assertSamePlace(`the answer of the bias correction ${correctBias.id}`, state.image, image);
    return withImage({ ...state, ownsImage: false }, image, { correction: correctBias.id });
  },
};

function maskFor(state: RecipeState, { over }: MeasuredOver): Mask | undefined {
  return over === "brain" ? brainOf(state) : undefined;
}

/** A step whose result at a voxel depends on that voxel alone; in place where the image is the recipe's own. */
function voxelwise(state: RecipeState, into: (data: VoxelArray, out: Float32Array) => void): StepOutcome {
  const { data, shape, affine } = state.image;
  const out = state.ownsImage === true && data instanceof Float32Array ? data : new Float32Array(data.length);
  into(data, out);
  return withImage({ ...state, ownsImage: true }, { data: out, shape, affine });
}

function addInto(data: VoxelArray, value: number, out: Float32Array): void {
  for (let v = 0; v < out.length; v++) out[v] = (data[v] as number) + value;
}

function withImage(state: RecipeState, image: Volume<VoxelArray>, facts: StepFacts = {}): StepOutcome {
  return { state: { ...state, image }, facts };
}
