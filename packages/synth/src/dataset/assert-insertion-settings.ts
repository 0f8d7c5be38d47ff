import { affineFromSpacing, CmbError } from "@cmb/core";
import { settleProtocol } from "../insertion/settle-protocol.js";
import { assertNumber } from "../options/assert-number.js";
import type { InsertionSettings } from "./dataset-settings.js";

const WORDS = {
  contrast: ["GRE", "SWI"],
  encoding: ["2D", "3D"],
  paramagneticPhase: ["up", "down"],
} as const;
const NUMBERS = ["fieldStrengthT", "echoTimeMs", "sliceProfile", "swiExponent"] as const;
const TRIPLES = ["acquiredSpacingMm", "b0Direction"] as const;

/**
 * Throws unless objects can be put into scans with these settings, whatever the scans are.
 *
 * @param at - goes before the name of a setting: `settings of a dataset: insertion.`
 * @throws CmbError `INVALID_ARGUMENT` for values of a wrong kind, `OUT_OF_RANGE` for numbers
 * @internal
 */
export function assertInsertionSettings(
  at: string,
  settings: { readonly [K in keyof InsertionSettings]?: unknown },
): void {
  for (const name of ["microbleeds", "calcifications"] as const) {
    if (settings[name] !== undefined) assertWholeNumber(`${at}${name}`, settings[name], [0, 1000]);
  }
  for (const [name, words] of Object.entries(WORDS)) {
    const value = settings[name as keyof typeof WORDS];
    if (value !== undefined && !words.some((word) => word === value)) throw refused(`${at}${name}`, value, words);
  }
  for (const name of NUMBERS) {
    if (settings[name] !== undefined) assertNumber(`${at}${name}`, settings[name], ANY);
  }
  for (const name of TRIPLES) {
    const value = settings[name];
    if (value === undefined) continue;
    if (!Array.isArray(value) || value.length !== 3) throw refused(`${at}${name}`, value, ["three numbers"]);
    for (const number of value) assertNumber(`${at}${name}`, number, ANY);
  }
  settleProtocol(affineFromSpacing([1, 1, 1]), settings as InsertionSettings);
}

/** The limits are where the numbers are used. */
const ANY = [-1e9, 1e9] as const;

/**
 * Throws unless a value is a whole number within limits.
 *
 * @throws CmbError as `assertNumber`
 * @internal
 */
export function assertWholeNumber(at: string, value: unknown, limits: readonly [number, number]): void {
  assertNumber(at, value, limits);
  if (Number.isInteger(value)) return;
  const [minimum, maximum] = limits;
  const [, name = at] = at.split(": ");
  const message = `${at} is ${value}; give a whole number from ${minimum} to ${maximum}`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum, maximum });
}

function refused(at: string, value: unknown, words: readonly string[]): CmbError<"INVALID_ARGUMENT"> {
  const [, name = at] = at.split(": ");
  return new CmbError("INVALID_ARGUMENT", `${at} is ${JSON.stringify(value)}; give ${words.join(" or ")}`, {
    name,
    value,
  });
}
