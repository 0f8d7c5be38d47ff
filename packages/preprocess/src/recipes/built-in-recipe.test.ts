import { describe, expect, it } from "vitest";
import { BUILT_IN_RECIPES, builtInRecipe } from "./built-in-recipe.js";
import { DEFAULT_RECIPE } from "./default-recipe.js";
import { upstreamRecipe } from "./upstream-recipe.js";

describe("builtInRecipe", () => {
  it("knows four recipes", () => {
    expect(BUILT_IN_RECIPES.map(builtInRecipe)).toEqual([
      DEFAULT_RECIPE,
      upstreamRecipe(),
      upstreamRecipe({ part: "model" }),
      upstreamRecipe({ mend: "all" }),
    ]);
  });

  it("lists them when it is asked for another", () => {
    expect(() => builtInRecipe("upstream-2023")).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT", message: expect.stringContaining("default, upstream-2024") }),
    );
  });
});
