import { CmbError } from "@cmb/core";
import { parseRecipe, type Recipe, type RecipeStep, type UpstreamDataset, upstreamRecipe } from "@cmb/preprocess";
import { DATASET_FACTS } from "../dataset-facts.js";
import type { DatasetName } from "../dataset-subject.js";

/** Which recipe a dataset is standardised by. @since 0.1.0 */
export interface StandardRecipeOptions {
  /**
   * `"upstream-2024-mended"` (unless given): the steps of the published pipeline without its faults, radii in millimetres;
   * `"upstream-2024"`: with them; or a recipe of one's own.
   */
  readonly recipe?: "upstream-2024" | "upstream-2024-mended" | Recipe | undefined;
  /**
   * For centres and drawn clusters: `"first"` keeps the grown regions, `"second"` (unless given) puts balls of their radius
   * in their place. Finished masks are used as they are.
   */
  readonly pass?: "first" | "second" | undefined;
}

/**
 * The recipe for the scans of a dataset: what `upstreamRecipe` of `@cmb/preprocess` has for it. CEREBRIU's labels come from
 * its reader one for each lesion, so that the recipe does not split them again.
 *
 * @param dataset - which decides whether lesions are grown, drawn or used as they are
 * @param options - see {@link StandardRecipeOptions}
 * @returns a checked recipe
 * @throws CmbError `INVALID_ARGUMENT` for an unknown recipe, a `pass` where nothing is grown or with a recipe of one's own
 * @since 0.1.0
 */
export function standardRecipe(dataset: DatasetName, options: StandardRecipeOptions = {}): Recipe {
  const { recipe = "upstream-2024-mended", pass } = options;
  if (typeof recipe !== "string") {
    if (pass === undefined) return parseRecipe(recipe);
    const message = `pass is "${pass}" and the recipe "${recipe.id}" says itself what is grown and drawn; leave it out`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "pass", value: pass });
  }
  if (recipe !== "upstream-2024" && recipe !== "upstream-2024-mended") {
    const message = `There is no recipe "${recipe}"; there are upstream-2024 and upstream-2024-mended`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "recipe", value: recipe });
  }
  const mend = recipe === "upstream-2024" ? [] : ("all" as const);
  const upstream = upstreamRecipe({ dataset: upstreamName(dataset), pass, mend });
  return { ...upstream, steps: upstream.steps.map(keepLabels) };
}

/** The name by which the recipe knows a dataset; BIDS holds finished masks. */
function upstreamName(dataset: DatasetName): UpstreamDataset | undefined {
  return dataset === "bids" ? undefined : (DATASET_FACTS[dataset].publishedName as UpstreamDataset);
}

function keepLabels(step: RecipeStep): RecipeStep {
  return step.step === "splitLabels" ? { step: "labelLesions", by: "values" } : step;
}
