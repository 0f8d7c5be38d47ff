import type { Recipe, RecipeStep } from "./recipe.js";
import type { StepDefinition } from "./recipe-state.js";
import { applyMaskStep, brainMaskStep, cropToMaskStep } from "./steps/brain-steps.js";
import { cropOrPadStep, reorientStep, resampleStep } from "./steps/geometry-steps.js";
import {
  addStep,
  applyLandmarksStep,
  clipPercentilesStep,
  clipStep,
  correctBiasStep,
  correctHomogeneityStep,
  repairNanStep,
  rescalePercentilesStep,
  scaleByBrainMedianStep,
  zScoreStep,
} from "./steps/intensity-steps.js";
import {
  cleanStep,
  drawSpheresStep,
  growLabelsStep,
  labelLesionsStep,
  listLesionsStep,
  mergeLabelsStep,
  pruneStep,
  splitLabelsStep,
} from "./steps/label-steps.js";

/** Every kind of step; a name of {@link RecipeStep} that is missing here does not compile. */
type StepTable = { readonly [K in RecipeStep["step"]]: StepDefinition<Extract<RecipeStep, { readonly step: K }>> };

const STEPS: StepTable = {
  repairNan: repairNanStep,
  correctHomogeneity: correctHomogeneityStep,
  correctBias: correctBiasStep,
  brainMask: brainMaskStep,
  applyMask: applyMaskStep,
  cropToMask: cropToMaskStep,
  reorient: reorientStep,
  resample: resampleStep,
  cropOrPad: cropOrPadStep,
  zScore: zScoreStep,
  scaleByBrainMedian: scaleByBrainMedianStep,
  rescalePercentiles: rescalePercentilesStep,
  clip: clipStep,
  clipPercentiles: clipPercentilesStep,
  applyLandmarks: applyLandmarksStep,
  add: addStep,
  labelLesions: labelLesionsStep,
  splitLabels: splitLabelsStep,
  growLabels: growLabelsStep,
  drawSpheres: drawSpheresStep,
  mergeLabels: mergeLabelsStep,
  listLesions: listLesionsStep,
  prune: pruneStep,
  clean: cleanStep,
};

/** The names of all steps, in the order of the documentation. */
export const STEP_NAMES: readonly string[] = Object.keys(STEPS);

/** What a kind of step allows and does; `undefined` for a name that is none. */
export function stepDefinition(name: string): StepDefinition<RecipeStep> | undefined {
  if (!Object.hasOwn(STEPS, name)) return undefined;
  // Each entry takes the step of its own name, which the caller has looked it up by.
  return STEPS[name as Recipe["steps"][number]["step"]] as unknown as StepDefinition<RecipeStep>;
}
