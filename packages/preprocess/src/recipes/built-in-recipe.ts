import { CmbError } from "@cmb/core";
import { DEFAULT_RECIPE } from "./default-recipe.js";
import type { Recipe } from "./recipe.js";
import { upstreamRecipe } from "./upstream-recipe.js";

const BUILT_IN: ReadonlyMap<string, () => Recipe> = new Map([
  ["default", () => DEFAULT_RECIPE],
  ["upstream-2024", () => upstreamRecipe()],
  ["upstream-2024-model", () => upstreamRecipe({ part: "model" })],
  ["upstream-2024-mended", () => upstreamRecipe({ mend: "all" })],
]);

/** The names that {@link builtInRecipe} knows. @since 0.1.0 */
export const BUILT_IN_RECIPES: readonly string[] = [...BUILT_IN.keys()];

/**
 * A recipe that comes with this package: `"default"`, what detection networks of this project are shown;
 * `"upstream-2024"`, what the published pipeline stored; `"upstream-2024-model"`, what its network saw;
 * `"upstream-2024-mended"`, the same as the second without its faults.
 *
 * @param name - one of {@link BUILT_IN_RECIPES}
 * @returns the recipe
 * @throws CmbError `INVALID_ARGUMENT` for any other name
 * @since 0.1.0
 */
export function builtInRecipe(name: string): Recipe {
  const make = BUILT_IN.get(name);
  if (make !== undefined) return make();
  const message = `builtInRecipe: there is no recipe "${name}"; there are ${BUILT_IN_RECIPES.join(", ")}`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "name", value: name });
}
