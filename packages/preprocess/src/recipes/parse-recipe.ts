import { CmbError } from "@cmb/core";
import type { Parameter } from "./parameter.js";
import type { Recipe, RecipeStep } from "./recipe.js";
import type { Precondition, StepDefinition } from "./recipe-state.js";
import { STEP_NAMES, stepDefinition } from "./step-definition.js";

/** Ample for what `upstreamRecipe` writes, and short enough for a line of a report. */
const LONGEST_ID = 500;

/**
 * A recipe from JSON, checked: each step is known, has the parameters that it needs and no others, and comes after the
 * steps that it builds on.
 *
 * @param value - what `JSON.parse` gave, or a recipe from code
 * @returns the same value, typed
 * @throws CmbError `INVALID_ARGUMENT` that names the place, such as `recipe.steps[3].spacingMm`, and what is wanted there
 * @since 0.1.0
 */
export function parseRecipe(value: unknown): Recipe {
  if (!isRecord(value)) throw refused("recipe", value, "an object with schemaVersion, id and steps");
  const unknown = Object.keys(value).find((key) => !["schemaVersion", "id", "steps"].includes(key));
  if (unknown !== undefined) throw refused(`recipe.${unknown}`, value[unknown], "nothing: there is no such property");
  if (value["schemaVersion"] !== 1) throw refused("recipe.schemaVersion", value["schemaVersion"], "1");
  const { id, steps } = value;
  if (typeof id !== "string" || id.trim() === "") throw refused("recipe.id", id, "a name");
  if (id.length > LONGEST_ID) throw refused("recipe.id", id, `a name of at most ${LONGEST_ID} characters`);
  if (!Array.isArray(steps) || steps.length === 0) throw refused("recipe.steps", steps, "a list of at least one step");
  const given = new Set<string>();
  for (const [n, step] of steps.entries()) {
    const path = `recipe.steps[${n}]`;
    const definition = checkStep(path, step);
    checkOrder(path, { step, definition, given });
    given.add(step.step);
  }
  return value as unknown as Recipe;
}

function checkStep(path: string, step: unknown): StepDefinition<RecipeStep> {
  if (!isRecord(step)) throw refused(path, step, 'an object such as { "step": "reorient", "orientation": "RAS" }');
  const name = step["step"];
  const definition = typeof name === "string" ? stepDefinition(name) : undefined;
  if (definition === undefined) throw refused(`${path}.step`, name, `one of ${STEP_NAMES.join(", ")}`);
  const parameters: Readonly<Record<string, Parameter>> = definition.parameters;
  for (const key of Object.keys(step)) {
    if (key === "step" || Object.hasOwn(parameters, key)) continue;
    const known = Object.keys(parameters);
    throw refused(
      `${path}.${key}`,
      step[key],
      `nothing: "${name}" has ${known.length === 0 ? "no parameters" : known.join(", ")}`,
    );
  }
  for (const [key, parameter] of Object.entries(parameters)) {
    if (step[key] === undefined ? parameter.optional === true : parameter.accepts(step[key])) continue;
    throw refused(`${path}.${key}`, step[key], parameter.wants);
  }
  const wrong = definition.check?.(step as unknown as RecipeStep);
  if (wrong !== undefined) throw refused(`${path}.${wrong.parameter}`, step[wrong.parameter], wrong.wants);
  return definition;
}

function checkOrder(
  path: string,
  {
    step,
    definition,
    given,
  }: {
    readonly step: RecipeStep;
    readonly definition: StepDefinition<RecipeStep>;
    readonly given: ReadonlySet<string>;
  },
): void {
  const missing = definition.needs?.(step).find((needed: Precondition) => !given.has(needed));
  if (missing === undefined) return;
  throw refused(path, step, `a "${missing}" step before "${step.step}"`);
}

function refused(name: string, value: unknown, wants: string): CmbError<"INVALID_ARGUMENT"> {
  const shown = value === undefined ? "missing" : JSON.stringify(value);
  const short = shown.length > 80 ? `${shown.slice(0, 77)}…` : shown;
  return new CmbError("INVALID_ARGUMENT", `${name} is ${short}; wanted: ${wants}`, { name, value });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
