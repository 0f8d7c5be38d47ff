import { assertKnown, type KnownKeys } from "@cmb/core";
import { OBJECT_CLASSES } from "../objects/scene-object.js";
import type { MimicCounts } from "../scene/draw-scene.js";
import { assertNumber } from "./assert-number.js";

const KNOWN = Object.fromEntries(
  OBJECT_CLASSES.filter((name) => name !== "microbleed").map((name) => [name, true]),
) as KnownKeys<MimicCounts>;

/**
 * Throws unless numbers of mimics can be drawn from.
 *
 * @param at - `synthesizePatch: mimics`
 * @throws CmbError `INVALID_ARGUMENT` for an unknown class or what is no number, `OUT_OF_RANGE` for less than 0 or above 1000
 * @internal
 */
export function assertMimicCounts(at: string, mimics: unknown): void {
  assertKnown<MimicCounts>(at, mimics, KNOWN);
  for (const [name, count] of Object.entries(mimics)) assertNumber(`${at}.${name}`, count, [0, 1000]);
}
