import {
  assertSamePlace,
  type LongTaskOptions,
  type Mask,
  orientation,
  spacing,
  startLongTask,
  type Volume,
  type VoxelArray,
} from "@cmb/core";
import type { LesionRow } from "../masks/lesion-table.js";
import type { Grid } from "../resample/grid.js";
import { VERSION } from "../version.js";
import { hashRecipe } from "./hash-recipe.js";
import type { NativeMapping } from "./native-mapping.js";
import { parseRecipe } from "./parse-recipe.js";
import type { Recipe } from "./recipe.js";
import type { BiasCorrection, RecipeState, StepFacts } from "./recipe-state.js";
import type { RegionModel } from "./region-model.js";
import { stepDefinition } from "./step-definition.js";

/** What a recipe is given. @since 0.1.0 */
export interface RecipeInput {
  /** A magnitude image; any voxel type. */
  readonly image: Volume<VoxelArray>;
  /** Lesions on the same grid, 0 where there is none; they go through the same geometry. */
  readonly labels?: Volume<VoxelArray> | undefined;
}

/** What {@link runRecipe} can be given besides. @since 0.1.0 */
export interface RunRecipeOptions extends LongTaskOptions {
  /** For `brainMask` steps. */
  readonly regionModel?: RegionModel | undefined;
  /** For `correctBias` steps. */
  readonly correctBias?: BiasCorrection | undefined;
}

/** Where an image's voxels lie, for people. @since 0.1.0 */
export interface GridFacts extends Grid {
  readonly spacingMm: readonly [number, number, number];
  readonly orientation: string;
}

/** How a prepared scan came about, as JSON. @since 0.1.0 */
export interface RecipeProvenance {
  readonly schemaVersion: 1;
  /** `sha256` is that of `hashRecipe`. */
  readonly recipe: Recipe & { readonly sha256: string };
  readonly software: { readonly name: "@cmb/preprocess"; readonly version: string };
  readonly native: GridFacts;
  readonly prepared: GridFacts;
  /** What each step found out, in the order of the recipe. */
  readonly steps: readonly ({ readonly step: string } & StepFacts)[];
}

/** A prepared scan. All volumes are on one grid. @since 0.1.0 */
export interface RecipeResult {
  readonly image: Volume<VoxelArray>;
  /** Where labels were given. */
  readonly labels?: Volume<VoxelArray>;
  /** Where the recipe has a `brainMask` step. */
  readonly brain?: Mask;
  /** The region model's labels, where one was asked. */
  readonly regions?: Volume<VoxelArray>;
  /** The lesions as a `listLesions` or `clean` step last found them. */
  readonly lesions?: readonly LesionRow[];
  /** The lesions as a `listLesions` step found them; their voxels are those of the grid that it found them on. */
  readonly listedLesions?: readonly LesionRow[];
  /** The way back to the grid of the input. */
  readonly mapping: NativeMapping;
  readonly provenance: RecipeProvenance;
}

/**
 * Prepares a scan by a recipe.
 *
 * Image, labels, brain mask and regions go through the geometry together. Nothing moves in the world: a voxel of the
 * result lies where its affine says, and `mapping` leads back. The same input and recipe give the same bytes in Node and
 * in a browser, as far as a region model or bias correction does.
 *
 * @param input - see {@link RecipeInput}; not changed, but the result may share memory with it
 * @param recipe - checked again, since it is often JSON
 * @param options - see {@link RunRecipeOptions}
 * @returns the volumes, the way back and how they came about
 * @throws CmbError `INVALID_ARGUMENT` for a recipe that is none, or a step whose model was not given; `SHAPE_MISMATCH`
 * when labels have another shape than the image, or lie elsewhere; what the steps throw; the signal's reason when it was stopped
 * @since 0.1.0
 */
export async function runRecipe(
  input: RecipeInput,
  recipe: Recipe,
  options: RunRecipeOptions = {},
): Promise<RecipeResult> {
  const { steps } = parseRecipe(recipe);
  const { image, labels } = input;
  if (labels !== undefined) assertSamePlace("runRecipe", image, labels);
  let state: RecipeState = {
    image,
    labels: labels === undefined ? undefined : { ...labels, affine: image.affine },
    brain: undefined,
    regions: undefined,
    lesions: undefined,
    listed: undefined,
  };
  const facts: ({ readonly step: string } & StepFacts)[] = [];
  const { signal, onProgress, regionModel, correctBias } = options;
  // Many steps do not wait for anything: between them other events have their turn.
  const task = startLongTask(steps.length, { signal });
  for (const [n, step] of steps.entries()) {
    await task.advance(step.step, n);
    const tools = { regionModel, correctBias, signal, onProgress: progressOfStep(options, { n, total: steps.length }) };
    const outcome = await stepDefinition(step.step)?.run(state, step, tools);
    state = outcome?.state ?? state;
    facts.push({ step: step.step, ...outcome?.facts });
  }
  await task.advance("recipe", steps.length);
  onProgress?.({ stage: "recipe", completed: steps.length, total: steps.length });
  const mapping = { native: gridOf(image), prepared: gridOf(state.image) };
  return { ...volumesOf(state), mapping, provenance: await provenanceOf(recipe, mapping, facts) };
}

/** The progress of one step as progress of all; only {@link runRecipe} says that all is done. */
function progressOfStep(
  { onProgress }: RunRecipeOptions,
  { n, total }: { readonly n: number; readonly total: number },
): LongTaskOptions["onProgress"] {
  if (onProgress === undefined) return undefined;
  return (progress) => {
    const completed = n + progress.completed / Math.max(1, progress.total);
    if (completed < total) onProgress({ stage: progress.stage, completed, total });
  };
}

function gridOf({ shape, affine }: Volume<VoxelArray>): Grid {
  return { shape, affine };
}

/** What there is of a state; what there is not has no property. */
function volumesOf({
  image,
  labels,
  brain,
  regions,
  lesions,
  listed,
}: RecipeState): Omit<RecipeResult, "mapping" | "provenance"> {
  return {
    image,
    ...(labels === undefined ? {} : { labels }),
    ...(brain === undefined ? {} : { brain }),
    ...(regions === undefined ? {} : { regions }),
    ...(lesions === undefined ? {} : { lesions }),
    ...(listed === undefined ? {} : { listedLesions: listed.centres }),
  };
}

async function provenanceOf(
  recipe: Recipe,
  { native, prepared }: NativeMapping,
  steps: RecipeProvenance["steps"],
): Promise<RecipeProvenance> {
  const factsOf = (grid: Grid): GridFacts => ({
    ...grid,
    spacingMm: spacing(grid.affine),
    orientation: orientation(grid.affine),
  });
  return {
    schemaVersion: 1,
    recipe: { ...recipe, sha256: await hashRecipe(recipe) },
    software: { name: "@cmb/preprocess", version: VERSION },
    native: factsOf(native),
    prepared: factsOf(prepared),
    steps,
  };
}
