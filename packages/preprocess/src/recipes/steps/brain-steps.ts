import { assertSamePlace, CmbError, type Mask } from "@cmb/core";
import { brainMask } from "../../brain-mask/brain-mask.js";
import { crop } from "../../geometry/crop.js";
import { cropToMask } from "../../geometry/crop-to-mask.js";
import { zScore } from "../../intensity/z-score.js";
import { mapVoxels } from "../../map-voxels.js";
import { number, oneOf, optional } from "../parameter.js";
import {
  mapVolumes,
  type RecipeState,
  type RecipeTools,
  type StepDefinition,
  type StepOutcome,
} from "../recipe-state.js";
import type { RegionModel } from "../region-model.js";

/** Finds the brain; later steps use its mask. @since 0.1.0 */
export interface BrainMaskStep {
  readonly step: "brainMask";
  /**
   * `"model"`: the region model that was given, which then must be; `"classical"`: `brainMask`;
   * `"modelOrClassical"`: the first where it was given, else the second.
   */
  readonly source: "model" | "classical" | "modelOrClassical";
  /** What a region model is shown: the image (unless given), or its z-score over all voxels, as published. */
  readonly input?: "image" | "zScore" | undefined;
}

/** Sets the image outside of the brain to a value. @since 0.1.0 */
export interface ApplyMaskStep {
  readonly step: "applyMask";
  readonly outside: number;
}

/** Cuts everything to the bounding box of the brain. @since 0.1.0 */
export interface CropToMaskStep {
  readonly step: "cropToMask";
  /** Kept around the box where the image has it, in mm, rounded up to voxels; 0 unless given. */
  readonly marginMm?: number | undefined;
}

export const brainMaskStep: StepDefinition<BrainMaskStep> = {
  parameters: {
    source: oneOf("model", "classical", "modelOrClassical"),
    input: optional(oneOf("image", "zScore")),
  },
  run: (state, step, tools) => {
    if (step.source === "classical") return classicalMask(state, tools);
    if (tools.regionModel !== undefined) return modelMask(state, { step, tools, model: tools.regionModel });
    if (step.source === "modelOrClassical") return classicalMask(state, tools);
    const message =
      'the step "brainMask" wants a region model and none was given; give one, or take "modelOrClassical"';
    throw new CmbError("INVALID_ARGUMENT", message, { name: "regionModel", value: undefined });
  },
};

async function classicalMask(state: RecipeState, { signal, onProgress }: RecipeTools): Promise<StepOutcome> {
  const { mask, kind } = await brainMask(state.image, { signal, onProgress });
  return { state: { ...state, brain: mask }, facts: { source: "classical", kind, voxels: countOf(mask) } };
}

async function modelMask(
  state: RecipeState,
  { step, tools, model }: { readonly step: BrainMaskStep; readonly tools: RecipeTools; readonly model: RegionModel },
): Promise<StepOutcome> {
  const { affine } = state.image;
  const shown = step.input === "zScore" ? zScore(state.image) : state.image;
  const found = await model.segment(shown, { signal: tools.signal, onProgress: tools.onProgress });
  // Models may round affines; those of the image go on.
  for (const answer of [found.brain, found.labels]) {
    assertSamePlace(`the answer of the region model ${model.id}`, state.image, answer);
  }
  return {
    // The model has seen the image and may keep it, or give it back.
    state: { ...state, ownsImage: false, brain: { ...found.brain, affine }, regions: { ...found.labels, affine } },
    facts: { source: "model", model: model.id, voxels: countOf(found.brain) },
  };
}

export const applyMaskStep: StepDefinition<ApplyMaskStep> = {
  parameters: { outside: number() },
  needs: () => ["brainMask"],
  run: (state, { outside }) => {
    const brain = brainOf(state);
    const image = mapVoxels(state.image, (value, v) => (brain.data[v] === 0 ? outside : value));
    return { state: { ...state, image }, facts: { voxelsOutside: brain.data.length - countOf(brain) } };
  },
};

export const cropToMaskStep: StepDefinition<CropToMaskStep> = {
  parameters: { marginMm: optional(number({ minimum: 0 })) },
  needs: () => ["brainMask"],
  run: (state, { marginMm = 0 }) => {
    const { box } = cropToMask(brainOf(state), brainOf(state), { marginMm });
    return { state: mapVolumes(state, (volume) => crop(volume, box)), facts: { box } };
  },
};

/** The brain mask of a state whose order of steps was checked. */
export function brainOf({ brain, image }: RecipeState): Mask {
  if (brain !== undefined) return brain;
  const message = "this step needs a brain mask and no step before it made one";
  throw new CmbError("EMPTY_VOLUME", message, { shape: image.shape });
}

function countOf({ data }: Mask): number {
  let count = 0;
  for (let v = 0; v < data.length; v++) if (data[v] !== 0) count++;
  return count;
}
