import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { builtInRecipe } from "@cmb/preprocess";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadRecipe } from "./load-recipe.js";
import { temporaryFolder } from "./testdata/small-scans.js";

let folder = "";
let remove = async (): Promise<void> => {};
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

describe("loadRecipe", () => {
  it("gives a built-in recipe by name, and one from a file", async () => {
    expect(await loadRecipe("preprocess", "upstream-2024")).toEqual(builtInRecipe("upstream-2024"));
    const path = join(folder, "own.json");
    const own = { schemaVersion: 1, id: "own", steps: [{ step: "add", value: 1 }] };
    await writeFile(path, JSON.stringify(own));
    expect(await loadRecipe("preprocess", path)).toEqual(own);
  });

  it("lists the names when there is neither a recipe nor a file", async () => {
    await expect(loadRecipe("preprocess", "upstream")).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining("default, upstream-2024"),
    });
  });

  it.each([
    ["a file that is not there", "missing.json", undefined, "FILE_NOT_READABLE"],
    ["a file that is no JSON", "broken.json", "{", "INVALID_ARGUMENT"],
    ["JSON that is no recipe", "other.json", "[]", "INVALID_ARGUMENT"],
  ])("refuses %s", async (_, name, text, code) => {
    const path = join(folder, name);
    if (text !== undefined) await writeFile(path, text);
    await expect(loadRecipe("preprocess", path)).rejects.toMatchObject({ code });
  });
});
