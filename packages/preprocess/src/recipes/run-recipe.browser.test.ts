import { expect, it } from "vitest";
import { REPLAYED, replayRecipe } from "../testdata/replayed-recipe.js";

it("gives the bytes in Chromium that it gives in Node", async () => {
  expect(await replayRecipe()).toMatchObject(REPLAYED);
});
