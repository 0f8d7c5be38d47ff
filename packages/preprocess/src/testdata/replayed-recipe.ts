import type { Mask } from "@cmb/core";
import type { Recipe } from "../recipes/recipe.js";
import { type RecipeResult, runRecipe } from "../recipes/run-recipe.js";
import { head } from "./head.js";

/** One of nearly every step that computes something. */
const RECIPE: Recipe = {
  schemaVersion: 1,
  id: "replayed",
  steps: [
    { step: "repairNan", rule: "neighbours" },
    { step: "labelLesions", by: "components" },
    { step: "growLabels", rule: "point" },
    { step: "drawSpheres", radius: "mm" },
    { step: "listLesions", by: "values" },
    { step: "mergeLabels" },
    { step: "brainMask", source: "classical" },
    { step: "correctHomogeneity", over: "brain" },
    { step: "cropToMask", marginMm: 4 },
    { step: "reorient", orientation: "LPS" },
    { step: "resample", grid: "slices", spacingMm: [2.1, 3], interpolation: "cubicInPlane", antialias: "gaussian" },
    { step: "prune" },
    { step: "clean" },
    { step: "scaleByBrainMedian" },
    { step: "rescalePercentiles", over: "brain", percentiles: [1, 99], beyond: "extend" },
    { step: "clip", minimum: -1, maximum: 2 },
    { step: "zScore", over: "brain" },
  ],
};

/**
 * What both Node and a browser must give: SHA-256 of the recipe, of the image's bytes and of the labels' bytes. A kernel
 * that rounds differently changes them: then take what the test in Node received, and see that Chromium gives the same.
 */
export const REPLAYED = {
  recipe: "75b32867d7ebaf996ccc91daa028174f9b7f9864ab4358ae38f826e4cafa65ab",
  image: "8229e2442203cea909363cc3b1b52c9f525a558ff83effe5ab313be1806e23b6",
  labels: "3f3da8f35d3216745ea1053d198f2dbd22c384befba0ce6cb80a6c0b5c029dd4",
} as const;

/** Runs the recipe over a made head with one point label. */
export async function replayRecipe(): Promise<
  Record<keyof typeof REPLAYED, string> & { readonly result: RecipeResult }
> {
  const { image } = head({ shape: [64, 76, 40], spacingMm: [3, 3, 4] });
  const data = new Uint8Array(image.data.length);
  // The microbleed of the made head, 30 mm left of its middle.
  data[21 + 64 * (38 + 76 * 20)] = 1;
  image.data[5] = Number.NaN;
  const labels: Mask = { ...image, data };
  const result = await runRecipe({ image, labels }, RECIPE);
  return {
    result,
    recipe: result.provenance.recipe.sha256,
    image: await sha256(result.image.data),
    labels: await sha256(result.labels?.data ?? new Uint8Array(0)),
  };
}

async function sha256(data: ArrayBufferView): Promise<string> {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
