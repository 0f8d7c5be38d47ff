import { assertKnown, CmbError, type KnownKeys } from "@cmb/core";
import { MICROBLEED_RADIUS } from "../objects/draw-deposit.js";
import type { MicrobleedOptions } from "../objects/draw-microbleeds.js";
import { assertNumber, assertPair } from "./assert-number.js";

const KNOWN: KnownKeys<MicrobleedOptions> = {
  ...{ count: true, box: true, flatness: true, medianRadiusMm: true, susceptibilityPpm: true },
  ...{ taken: true, firstId: true },
};

/** Beyond what any deposit has; a ball that is given may have as much. */
const PPM = [0.001, 20] as const;

/**
 * Throws unless options of microbleeds can be drawn from.
 *
 * @param at - `drawMicrobleeds: `, or `synthesizePatch: microbleeds.`: goes before the name of an option
 * @throws CmbError `INVALID_ARGUMENT` for unknown and misshapen options, `OUT_OF_RANGE` for numbers
 * @internal
 */
export function assertMicrobleedOptions(at: string, options: unknown): void {
  assertKnown<MicrobleedOptions>(at.replace(/[:.] ?$/, ""), options, KNOWN);
  const { count, flatness, medianRadiusMm, susceptibilityPpm } = options;
  if (flatness !== undefined) assertNumber(`${at}flatness`, flatness, [0, 1]);
  const { minimumMm, maximumMm } = MICROBLEED_RADIUS;
  if (medianRadiusMm !== undefined) assertNumber(`${at}medianRadiusMm`, medianRadiusMm, [minimumMm, maximumMm]);
  if (susceptibilityPpm !== undefined) assertPair(`${at}susceptibilityPpm`, susceptibilityPpm, PPM);
  if (count === undefined || count === "patch" || count === "head") return;
  const [, name = at] = `${at}count`.split(": ");
  if (typeof count !== "number") {
    const message = `${at}count is ${JSON.stringify(count)}; give a whole number, "patch" or "head"`;
    throw new CmbError("INVALID_ARGUMENT", message, { name, value: count });
  }
  if (Number.isInteger(count) && count >= 0 && count <= 1000) return;
  const message = `${at}count is ${count}; give a whole number from 0 to 1000`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value: count, minimum: 0, maximum: 1000 });
}
