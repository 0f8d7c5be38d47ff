import type { Recipe } from "@cmb/preprocess";
import { describe, expect, it } from "vitest";
import { DATASET_NAMES } from "../readers/read-dataset.js";
import { failureOf } from "../testdata/read-all.js";
import { type StandardRecipeOptions, standardRecipe } from "./standard-recipe.js";

const stepsOf = (recipe: Recipe): string[] => recipe.steps.map(({ step }) => step);

describe("standardRecipe", () => {
  it.each(DATASET_NAMES)("ends for %s at half a millimetre with clean lesions", (dataset) => {
    for (const recipe of ["upstream-2024", "upstream-2024-mended"] as const) {
      const steps = stepsOf(standardRecipe(dataset, { recipe }));
      expect(steps.at(-1)).toBe("clean");
      expect(steps).toContain("resample");
    }
  });

  it.each([
    ["valdo", false, false],
    ["rodeja", false, false],
    ["bids", false, false],
    ["cerebriu-neg", false, false],
    ["dou", true, true],
    ["momeni", true, true],
    ["momeni-synth", true, true],
    ["cerebriu", true, true],
  ] as const)("for %s grows lesions: %s, and draws balls: %s", (dataset, grows, draws) => {
    const steps = stepsOf(standardRecipe(dataset));
    expect([steps.includes("growLabels"), steps.includes("drawSpheres")]).toEqual([grows, draws]);
  });

  it("keeps grown lesions in the first pass", () => {
    expect(stepsOf(standardRecipe("dou", { pass: "first" }))).not.toContain("drawSpheres");
  });

  it("mends the radius unless told otherwise", () => {
    const spheres = (options: StandardRecipeOptions) =>
      standardRecipe("dou", options).steps.find(({ step }) => step === "drawSpheres");
    expect(spheres({})).toMatchObject({ radius: "mm", radiusFactor: 1 });
    expect(spheres({ recipe: "upstream-2024" })).toMatchObject({ radius: "voxelsAsMm", radiusFactor: 0.5 });
  });

  it("puts balls in the place of finished masks when told, as it was done for single studies", () => {
    const drawn = (recipe: "upstream-2024" | "upstream-2024-mended") => {
      const { id, steps } = standardRecipe("rodeja", { recipe, spheres: { radiusFactor: 0.3, dilateUpToVoxels: 0 } });
      return { id, steps: steps.slice(1, 4) };
    };
    const rule = { step: "drawSpheres", radiusFactor: 0.3, dilateUpToVoxels: 0 };
    expect(drawn("upstream-2024")).toEqual({
      id: "upstream-2024 RODEJA spheres",
      steps: [
        { ...rule, radius: "voxelsAsMm", centres: "truncated" },
        { step: "listLesions", by: "values", centres: "truncated" },
        { step: "mergeLabels" },
      ],
    });
    expect(drawn("upstream-2024-mended").steps[0]).toEqual({ ...rule, radius: "mm", centres: "exact" });
    expect(stepsOf(standardRecipe("valdo", { spheres: {} })).slice(4)).toEqual(
      stepsOf(standardRecipe("valdo")).slice(2),
    );
  });

  it.each(["dou", "momeni", "cerebriu", "cerebriu-neg"] as const)(
    "refuses balls for masks of %s, which has none",
    async (dataset) => {
      expect(await failureOf(() => standardRecipe(dataset, { spheres: {} }))).toMatch(/INVALID_ARGUMENT: spheres/);
    },
  );

  it("does not split the labels of CEREBRIU again", () => {
    const { steps } = standardRecipe("cerebriu");
    expect(steps[0]).toEqual({ step: "labelLesions", by: "values" });
  });

  it("takes a recipe of one's own, checked, and no pass with it", async () => {
    const own: Recipe = { schemaVersion: 1, id: "own", steps: [{ step: "reorient", orientation: "RAS" }] };
    expect(standardRecipe("dou", { recipe: own })).toEqual(own);
    expect(await failureOf(() => standardRecipe("dou", { recipe: own, pass: "first" }))).toMatch(
      /INVALID_ARGUMENT: pass/,
    );
    expect(await failureOf(() => standardRecipe("valdo", { recipe: own, spheres: {} }))).toMatch(
      /INVALID_ARGUMENT: spheres/,
    );
    const broken = { ...own, steps: [{ step: "reorient", orientation: "UP" }] } as Recipe;
    expect(await failureOf(() => standardRecipe("dou", { recipe: broken }))).toMatch(/INVALID_ARGUMENT/);
  });

  it("refuses a pass where nothing is grown, and an unknown recipe", async () => {
    expect(await failureOf(() => standardRecipe("valdo", { pass: "first" }))).toMatch(/INVALID_ARGUMENT/);
    const unknown = { recipe: "best" } as unknown as StandardRecipeOptions;
    expect(await failureOf(() => standardRecipe("dou", unknown))).toMatch(/INVALID_ARGUMENT: .*"best"/);
  });
});
