import { CmbError } from "@cmb/core";
import { parseRecipe, type Recipe, type RecipeStep, type UpstreamDataset, upstreamRecipe } from "@cmb/preprocess";
import { DATASET_FACTS } from "../dataset-facts.js";
import type { DatasetName } from "../dataset-subject.js";
import type { SphereRule } from "./parse-radius-fixes.js";

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
  /**
   * Puts balls in the place of finished masks, too: how they are drawn, such as `STUDY_SPHERES` says it was done for single
   * studies of VALDO and RODEJA. Finished masks stay unless given.
   */
  readonly spheres?: SphereRule | undefined;
}

/**
 * The recipe for the scans of a dataset: what `upstreamRecipe` of `@cmb/preprocess` has for it. CEREBRIU's labels come from
 * its reader one for each lesion, so that the recipe does not split them again.
 *
 * @param dataset - which decides whether lesions are grown, drawn or used as they are
 * @param options - see {@link StandardRecipeOptions}
 * @returns a checked recipe
 * @throws CmbError `INVALID_ARGUMENT` for an unknown recipe, a `pass` where nothing is grown, `spheres` where there
 * are no finished masks, and either with a recipe of one's own
 * @since 0.1.0
 */
export function standardRecipe(dataset: DatasetName, options: StandardRecipeOptions = {}): Recipe {
  const { recipe = "upstream-2024-mended", pass, spheres } = options;
  if (typeof recipe !== "string") {
    const name = pass !== undefined ? "pass" : "spheres";
    if (options[name] === undefined) return parseRecipe(recipe);
    const message = `${name} is ${JSON.stringify(options[name])} and the recipe "${recipe.id}" says itself what is grown and drawn; leave it out`;
    throw new CmbError("INVALID_ARGUMENT", message, { name, value: options[name] });
  }
  if (recipe !== "upstream-2024" && recipe !== "upstream-2024-mended") {
    const message = `There is no recipe "${recipe}"; there are upstream-2024 and upstream-2024-mended`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "recipe", value: recipe });
  }
  const mend = recipe === "upstream-2024" ? [] : ("all" as const);
  const upstream = upstreamRecipe({ dataset: upstreamName(dataset), pass, mend });
  const kept = { ...upstream, steps: upstream.steps.map(keepLabels) };
  if (spheres === undefined) return kept;
  return withSpheres(kept, { rule: spheres, radius: mend === "all" ? "mm" : "voxelsAsMm", dataset });
}

interface Spheres {
  readonly rule: SphereRule;
  readonly radius: "mm" | "voxelsAsMm";
  readonly dataset: DatasetName;
}

/** Draws a ball for each label where the lesions are listed. */
function withSpheres(recipe: Recipe, { rule, radius, dataset }: Spheres): Recipe {
  if (dataset === "cerebriu-neg" || recipe.steps.some(({ step }) => step === "growLabels")) {
    const message = `spheres take the place of finished masks, and ${dataset} has none; leave them out`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "spheres", value: rule });
  }
  const steps = recipe.steps.flatMap((step): readonly RecipeStep[] => {
    if (step.step !== "listLesions") return [step];
    const { centres } = step;
    const draw: RecipeStep = { step: "drawSpheres", radius, ...rule, centres };
    return [draw, { step: "listLesions", by: "values", centres }, { step: "mergeLabels" }];
  });
  return { ...recipe, id: `${recipe.id} spheres`, steps };
}

/** The name by which the recipe knows a dataset; BIDS holds finished masks. */
function upstreamName(dataset: DatasetName): UpstreamDataset | undefined {
  return dataset === "bids" ? undefined : (DATASET_FACTS[dataset].publishedName as UpstreamDataset);
}

function keepLabels(step: RecipeStep): RecipeStep {
  return step.step === "splitLabels" ? { step: "labelLesions", by: "values" } : step;
}
