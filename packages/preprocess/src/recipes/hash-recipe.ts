import { canonicalJson } from "./canonical-json.js";
import type { Recipe } from "./recipe.js";

/**
 * SHA-256 of a recipe, in hexadecimal: of its canonical JSON (RFC 8785) in UTF-8, so that neither the order of the keys
 * nor spaces count. The id counts.
 *
 * @param recipe - a checked recipe
 * @returns 64 hexadecimal digits
 * @since 0.1.0
 */
export async function hashRecipe(recipe: Recipe): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalJson(recipe));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
