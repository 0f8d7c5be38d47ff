import type { Volume, VoxelArray } from "@cmb/core";
import type { AppliedStep } from "../definition/transform.js";
import type { TransformDefinition } from "../definition/transform-definition.js";

/**
 * Labels after some steps as they were called before them: an exchange of the labels of two sides undone, so that a lesion
 * is looked for under its own label.
 *
 * @internal
 */
export function followedLabels(
  labels: Volume<VoxelArray>,
  steps: readonly AppliedStep[],
  definitions: readonly TransformDefinition[],
): Volume<VoxelArray> {
  return steps.reduceRight((called, { name, parameters }) => {
    const definition = definitions.find((one) => one.name === name);
    if (definition?.kind !== "scene" || definition.restoreLabels === undefined) return called;
    return definition.restoreLabels(called, parameters);
  }, labels);
}
