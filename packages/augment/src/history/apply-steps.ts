import { CmbError } from "@cmb/core";
import { createSceneCursor } from "../definition/scene-cursor.js";
import type { AppliedStep } from "../definition/transform.js";
import type { TransformDefinition } from "../definition/transform-definition.js";
import type { TransformTools } from "../definition/transform-tools.js";
import type { Scene } from "../scene.js";
import { moveOf } from "./move-of.js";
import { unusableStep } from "./unusable-step.js";

interface ApplyStepsOptions extends TransformTools {
  readonly definitions: readonly TransformDefinition[];
}

/** Does the steps of a history, moves in a row in one interpolation. @internal */
export async function applySteps(
  scene: Scene,
  steps: readonly AppliedStep[],
  { definitions, ...tools }: ApplyStepsOptions,
): Promise<Scene> {
  const cursor = createSceneCursor(scene, tools);
  for (const [n, { name, parameters }] of steps.entries()) {
    const definition = definitionOf(name, definitions);
    if (definition.kind !== "intensity") moveOf(definition, { grid: cursor.grid(), parameters, n });
    try {
      await cursor.add(definition, parameters);
    } catch (error) {
      // What reading parameters that are not there, or lists of a senseless length, throws.
      const isUnusable = error instanceof TypeError || error instanceof RangeError;
      throw isUnusable ? unusableStep({ n, name, parameters }, error) : error;
    }
  }
  return cursor.scene();
}

/** The definition of that name. @internal */
export function definitionOf(name: string, definitions: readonly TransformDefinition[]): TransformDefinition {
  const definition = definitions.find((one) => one.name === name);
  if (definition !== undefined) return definition;
  const known = definitions.map((one) => one.name).join(", ");
  const message = `replay: no transform is called "${name}"; there are ${known}. Give your own ones as \`transforms\``;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "name", value: name });
}
