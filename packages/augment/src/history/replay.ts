import { builtInDefinitions } from "../built-in-definitions.js";
import type { TransformDefinition } from "../definition/transform-definition.js";
import type { TransformTools } from "../definition/transform-tools.js";
import { assertScene, type Scene } from "../scene.js";
import { applySteps } from "./apply-steps.js";
import { checkParameters } from "./check-parameters.js";
import { type History, parseHistory } from "./history.js";

/** How a history is replayed. @since 0.1.0 */
export interface ReplayOptions extends TransformTools {
  /** Definitions of your own transforms; those of this package are known. */
  readonly transforms?: readonly TransformDefinition[] | undefined;
}

/**
 * Does again what a history says: on the scene that it was made of, the same bytes; on another one, the same parameters.
 *
 * Bytes are the same on every machine as far as `Math.exp`, `log`, `sin` and `cos` of the engines agree.
 *
 * @param scene - the scene; not changed
 * @param history - from `augment`, or from JSON
 * @param options - see {@link ReplayOptions}
 * @returns a new scene
 * @throws CmbError `INVALID_ARGUMENT` for a history of another form, a transform that is not known, or parameters that it
 * cannot have drawn, by their place, such as `history.steps[2].parameters`; and what the transforms throw
 * @since 0.1.0
 */
export async function replay(scene: Scene, history: History, options: ReplayOptions = {}): Promise<Scene> {
  const { transforms = [], ...tools } = options;
  const { steps } = parseHistory(history);
  assertScene("replay", scene);
  const definitions = [...transforms, ...builtInDefinitions()];
  await checkParameters(steps, definitions);
  return applySteps(scene, steps, { definitions, ...tools });
}
