import { affineFromSpacing, type Mask } from "@cmb/core";
import { describe, expect, it } from "vitest";
import type { Recipe, RecipeStep } from "../recipe.js";
import { runRecipe } from "../run-recipe.js";

const recipe = (...steps: readonly RecipeStep[]): Recipe => ({ schemaVersion: 1, id: "test", steps });

describe("correctedRadii of drawSpheres", () => {
  it("draws balls of corrected radii for the lesions that were grown from a place, or else hold it", async () => {
    const shape = [24, 12, 12] as const;
    const data = new Uint8Array(24 * 144);
    const at = (i: number): number => i + 24 * (6 + 12 * 6);
    for (const [n, i] of [5, 8, 18].entries()) data[at(i)] = n + 1;
    const labels: Mask = { data, shape, affine: affineFromSpacing([1, 1, 1]) };
    // A dark rod that holds the first two, of which the first gets all; and a short one for the third.
    const isDark = (v: number): boolean => (v >= at(4) && v <= at(8)) || (v >= at(17) && v <= at(19));
    const image = { ...labels, data: Float32Array.from(data, (_, v) => (isDark(v) ? 10 : 100)) };
    const world = (i: number): readonly [number, number, number] => [i, 6, 6];
    const run = async (...places: readonly number[]) => {
      const correctedRadii = places.map((i, n) => [...world(i), 1 + 2 * n] as const);
      const { provenance, labels: drawn } = await runRecipe(
        { image, labels },
        recipe(
          { step: "growLabels", rule: "weakLabels" },
          { step: "reorient", orientation: "LAS" },
          { step: "drawSpheres", radius: "mm", radiusFactor: 0.1, oversized: [0.01, 0.1], correctedRadii },
        ),
      );
      const sizes = [1, 2, 3].map((label) => drawn?.data.filter((value: number) => value === label).length);
      return { sizes, facts: provenance.steps[2] };
    };
    // Radii of 1, 3 and 5 voxels hold 7, 123 and 515; a voxel by itself is dilated to 7.
    expect((await run(18, 5)).sizes).toEqual([123, 0, 7]);
    expect((await run(19)).sizes).toEqual([7, 0, 7]);
    expect((await run(18, 19)).facts).toMatchObject({ correctedRadii: 1, unusedRadii: [1] });
    // The second lesion has no voxel left: its radius is not the first one's.
    expect((await run(18, 8, 4)).sizes[0]).toBeGreaterThan(123);
    expect((await run(18, 8, 4)).facts).toMatchObject({ correctedRadii: 2, unusedRadii: [1] });
    expect((await run(12, -1, 900)).facts).toMatchObject({ correctedRadii: 0, unusedRadii: [0, 1, 2] });
  });

  it("takes no voxel beyond the grid for one of the row before", async () => {
    const data = new Uint8Array(64);
    data[3] = 1;
    const labels: Mask = { data, shape: [4, 4, 4], affine: affineFromSpacing([1, 1, 1]) };
    const draw = { step: "drawSpheres", radius: "mm", correctedRadii: [[-1, 1, 0, 2]] } as const;
    const { provenance } = await runRecipe({ image: labels, labels }, recipe(draw));
    expect(provenance.steps[0]).toMatchObject({ correctedRadii: 0, unusedRadii: [0] });
  });

  it.each<[string, readonly RecipeStep[]]>([
    ["labelled again", [{ step: "labelLesions", by: "components" }]],
    ["merged", [{ step: "mergeLabels" }]],
    ["pruned", [{ step: "listLesions", by: "values" }, { step: "prune" }]],
    ["cleaned", [{ step: "clean" }]],
  ])("does not look at what lesions were grown from when they were %s", async (_, steps) => {
    const data = new Uint8Array(1152);
    const voxel = 3 + 12 * (6 + 12 * 4);
    data[voxel] = 2;
    const labels: Mask = { data, shape: [12, 12, 8], affine: affineFromSpacing([1, 1, 1]) };
    const image = { ...labels, data: Float32Array.from(data, (value) => (value > 0 ? 10 : 100)) };
    const draw = { step: "drawSpheres", radius: "mm", correctedRadii: [[3, 6, 4, 2]] } as const;
    const grow = { step: "growLabels", rule: "weakLabels" } as const;
    const { provenance } = await runRecipe({ image, labels }, recipe(grow, ...steps, draw));
    // The lesion has the number 1 now, and held the number 2.
    expect(provenance.steps.at(-1)).toMatchObject({ correctedRadii: 1, unusedRadii: [] });
  });
});
