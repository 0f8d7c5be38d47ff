import type { ApplyMaskStep, BrainMaskStep, CropToMaskStep } from "./steps/brain-steps.js";
import type { CropOrPadStep, ReorientStep, ResampleStep } from "./steps/geometry-steps.js";
import type {
  AddStep,
  ApplyLandmarksStep,
  ClipPercentilesStep,
  ClipStep,
  CorrectBiasStep,
  CorrectHomogeneityStep,
  RepairNanStep,
  RescalePercentilesStep,
  ScaleByBrainMedianStep,
  ZScoreStep,
} from "./steps/intensity-steps.js";
import type {
  CleanStep,
  DrawSpheresStep,
  GrowLabelsStep,
  LabelLesionsStep,
  ListLesionsStep,
  MergeLabelsStep,
  PruneStep,
  SplitLabelsStep,
} from "./steps/label-steps.js";

/** One step of a recipe: `step` says which, the other properties are its parameters. @since 0.1.0 */
export type RecipeStep =
  | RepairNanStep
  | CorrectHomogeneityStep
  | CorrectBiasStep
  | BrainMaskStep
  | ApplyMaskStep
  | CropToMaskStep
  | ReorientStep
  | ResampleStep
  | CropOrPadStep
  | ZScoreStep
  | ScaleByBrainMedianStep
  | RescalePercentilesStep
  | ClipStep
  | ClipPercentilesStep
  | ApplyLandmarksStep
  | AddStep
  | LabelLesionsStep
  | SplitLabelsStep
  | GrowLabelsStep
  | DrawSpheresStep
  | MergeLabelsStep
  | ListLesionsStep
  | PruneStep
  | CleanStep;

/**
 * How a scan is prepared, as plain JSON: the same steps with the same parameters give the same voxels in Node and in a
 * browser. `runRecipe` follows it, `parseRecipe` checks one that comes from a file, `hashRecipe` names it.
 *
 * @since 0.1.0
 */
export interface Recipe {
  readonly schemaVersion: 1;
  /** A name for people; two recipes are the same when their hashes are. */
  readonly id: string;
  readonly steps: readonly RecipeStep[];
}
