import { builtInDefinitions } from "../built-in-definitions.js";
import { assertOptions, type OptionChecks } from "../definition/check-options.js";
import { ANY_CHECK } from "../definition/option.js";
import type { TransformDefinition } from "../definition/transform-definition.js";
import type { TransformTools } from "../definition/transform-tools.js";
import { checkParameters } from "../history/check-parameters.js";
import { type History, parseHistory } from "../history/history.js";
import type { Scene } from "../scene.js";
import { type LesionSurvivalOptions, SURVIVAL_CHECKS } from "./lesion-survival.js";
import { type LesionTrace, traceSteps } from "./trace-steps.js";

/** How lesions are traced through a history. @since 0.1.0 */
export interface TraceLesionsOptions extends LesionSurvivalOptions, TransformTools {
  /** Definitions of your own transforms; those of this package are known. */
  readonly transforms?: readonly TransformDefinition[] | undefined;
}

const TRACE_CHECKS: OptionChecks<TraceLesionsOptions> = {
  ...SURVIVAL_CHECKS,
  signal: ANY_CHECK,
  transforms: { wants: "a list of definitions", accepts: Array.isArray },
};

/**
 * Which lesions a history loses, and which of its transforms loses each.
 *
 * Where a lesion is lost in the end, the history is replayed step by step; moves that are made in one interpolation are
 * still so, up to each step. Where a transform exchanges labels of two sides, a lesion is looked for under the other one. A lesion that one step weakens and another one removes is charged to the latter.
 *
 * @param scene - before, with labels, one for each lesion, or a mask whose connected parts are the lesions
 * @param history - what is done to it
 * @param options - see {@link TraceLesionsOptions}
 * @returns one entry for each lesion, by label
 * @throws CmbError `INVALID_ARGUMENT` for a scene without labels, an option that is unknown or out of its range, or a transform that is not known; the signal's reason when
 * it was stopped
 * @since 0.1.0
 */
export async function traceLesions(
  scene: Scene,
  history: History,
  options: TraceLesionsOptions = {},
): Promise<readonly LesionTrace[]> {
  assertOptions("traceLesions", TRACE_CHECKS, options);
  const { transforms = [], ...rest } = options;
  const definitions = [...transforms, ...builtInDefinitions()];
  const { steps } = parseHistory(history);
  await checkParameters(steps, definitions);
  return traceSteps(scene, steps, { ...rest, definitions });
}
