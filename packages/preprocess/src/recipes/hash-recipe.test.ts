import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { builtInRecipe } from "./built-in-recipe.js";
import { hashRecipe } from "./hash-recipe.js";
import type { Recipe } from "./recipe.js";

const RECIPE: Recipe = {
  schemaVersion: 1,
  id: "größe",
  steps: [
    { step: "clip", minimum: 0, maximum: 2.5 },
    { step: "add", value: -1e-7 },
  ],
};

describe("hashRecipe", () => {
  it("is the SHA-256 of the canonical JSON", async () => {
    const text =
      '{"id":"größe","schemaVersion":1,"steps":[{"maximum":2.5,"minimum":0,"step":"clip"},{"step":"add","value":-1e-7}]}';
    expect(await hashRecipe(RECIPE)).toBe(createHash("sha256").update(text, "utf8").digest("hex"));
  });

  it("does not depend on the order of keys or on what is undefined", async () => {
    const { steps, id, schemaVersion } = RECIPE;
    const other = {
      steps: steps.map((step) => ({ ...step, unit: undefined })),
      id,
      schemaVersion,
    } as unknown as Recipe;
    expect(await hashRecipe(other)).toBe(await hashRecipe(RECIPE));
  });

  it("tells recipes apart by a parameter, by the order of steps and by the id", async () => {
    const [first, second] = RECIPE.steps as [Recipe["steps"][0], Recipe["steps"][0]];
    const others: readonly Recipe[] = [
      { ...RECIPE, steps: [second, first] },
      { ...RECIPE, steps: [{ step: "clip", minimum: 0, maximum: 2.5000001 }, second] },
      { ...RECIPE, id: "other" },
      builtInRecipe("default"),
    ];
    const hashes = await Promise.all([RECIPE, ...others].map(hashRecipe));
    expect(new Set(hashes).size).toBe(5);
  });
});
