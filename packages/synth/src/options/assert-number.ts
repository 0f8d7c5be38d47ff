import { CmbError } from "@cmb/core";

/**
 * Throws unless a value is a number within limits.
 *
 * @param at - as for `assertKnown`: `drawMicrobleeds: medianRadiusMm`
 * @throws CmbError `INVALID_ARGUMENT` for what is no number, `OUT_OF_RANGE` for one outside of the limits or NaN
 * @internal
 */
export function assertNumber(at: string, value: unknown, limits: readonly [number, number]): asserts value is number {
  const [minimum, maximum] = limits;
  const [, name = at] = at.split(": ");
  if (typeof value !== "number") {
    const message = `${at} is ${JSON.stringify(value) ?? String(value)}; give a number from ${minimum} to ${maximum}`;
    throw new CmbError("INVALID_ARGUMENT", message, { name, value });
  }
  if (value >= minimum && value <= maximum) return;
  const message = `${at} is ${value}; give a number from ${minimum} to ${maximum}`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum, maximum });
}

/**
 * Throws unless a value is two numbers within limits, the lower first.
 *
 * @throws CmbError as {@link assertNumber}; `INVALID_ARGUMENT` for what is no pair or has the higher first
 * @internal
 */
export function assertPair(at: string, value: unknown, limits: readonly [number, number]): void {
  const [, name = at] = at.split(": ");
  if (!Array.isArray(value) || value.length !== 2) {
    const message = `${at} is ${JSON.stringify(value) ?? String(value)}; give two numbers, a minimum and a maximum`;
    throw new CmbError("INVALID_ARGUMENT", message, { name, value });
  }
  const [low, high] = value as readonly unknown[];
  assertNumber(at, low, limits);
  assertNumber(at, high, limits);
  if (low <= high) return;
  throw new CmbError("INVALID_ARGUMENT", `${at} is [${low}, ${high}]; give the minimum first`, { name, value });
}
