import type { AppliedStep } from "../definition/transform.js";
import type { TransformDefinition } from "../definition/transform-definition.js";
import type { TransformTools } from "../definition/transform-tools.js";
import { applySteps } from "../history/apply-steps.js";
import type { Scene } from "../scene.js";
import { followedLabels } from "./followed-labels.js";
import { compareLesions, type LesionSurvival, type LesionSurvivalOptions } from "./lesion-survival.js";
import { numberedLesions } from "./numbered-lesions.js";

/** @internal */
export interface LesionsAfterOptions extends LesionSurvivalOptions, TransformTools {
  /** Of every transform among the steps. */
  readonly definitions: readonly TransformDefinition[];
}

/**
 * What became of each lesion of a scene, given what was done to it: a mask is cut into its lesions, and labels that were
 * exchanged are called as before.
 *
 * @internal
 */
export async function lesionsAfter(
  before: Scene,
  after: Scene,
  steps: readonly AppliedStep[],
  options: LesionsAfterOptions,
): Promise<readonly LesionSurvival[]> {
  const numbered = numberedLesions(before.labels, options.instances);
  const { definitions, signal } = options;
  // Transforms may read labels: the image comes from those that were given, the lesions' numbers go the way a second time.
  const moved =
    numbered === undefined ? after : await applySteps({ ...before, labels: numbered }, steps, { definitions, signal });
  const labels = moved.labels === undefined ? undefined : followedLabels(moved.labels, steps, definitions);
  return compareLesions({ ...before, labels: numbered ?? before.labels }, { ...after, labels }, options);
}
