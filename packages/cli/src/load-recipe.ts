import { readFile } from "node:fs/promises";
import { CmbError } from "@cmb/core";
import { BUILT_IN_RECIPES, builtInRecipe, parseRecipe, type Recipe } from "@cmb/preprocess";
import { usageError } from "./parse-command.js";

/**
 * The recipe that a person named: one that is built in, or a JSON file.
 *
 * @throws CmbError `INVALID_ARGUMENT` when it is neither, or a file that holds no recipe; `FILE_NOT_READABLE`
 */
export async function loadRecipe(command: string, name: string): Promise<Recipe> {
  if (BUILT_IN_RECIPES.includes(name)) return builtInRecipe(name);
  const text = await readFile(name, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT" && !/[./\\]/.test(name)) {
      const why = `there is no recipe "${name}", and no file of that name; there are ${BUILT_IN_RECIPES.join(", ")}`;
      throw usageError(command, why, { name: "recipe", value: name, cause });
    }
    const message = `${name} could not be read (${cause.message}); give a recipe by name or as a JSON file`;
    throw new CmbError("FILE_NOT_READABLE", message, { path: name }, { cause });
  });
  return parseRecipe(parsedJson(name, text));
}

function parsedJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = `${path} is no JSON (${String(cause)}); docs/how-to/write-a-recipe.md shows a recipe`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "recipe", value: path }, { cause });
  }
}
