import type { Rng } from "@cmb/core";
import { assertNever } from "./assert-never.js";
import { isNumberWithin, type NumberLimits, type Option, wantedNumber } from "./option.js";

/** A distribution by its name: plain JSON. @since 0.1.0 */
export type Distribution =
  | { readonly distribution: "uniform"; readonly minimum: number; readonly maximum: number }
  /** Whole numbers, both limits included. */
  | { readonly distribution: "integer"; readonly minimum: number; readonly maximum: number }
  /** Uniform in the logarithm: as often between 0.5 and 1 as between 1 and 2. */
  | { readonly distribution: "logUniform"; readonly minimum: number; readonly maximum: number }
  /** Values outside of the limits are set to them. */
  | {
      readonly distribution: "normal";
      readonly mean: number;
      readonly standardDeviation: number;
      readonly minimum?: number | undefined;
      readonly maximum?: number | undefined;
    }
  /** One of some values; equally often unless weights are given. */
  | {
      readonly distribution: "choice";
      readonly values: readonly number[];
      readonly weights?: readonly number[] | undefined;
    };

/** A number that is drawn anew for each sample: fixed, uniform over a range, or from a named distribution. @since 0.1.0 */
export type RandomNumber = number | readonly [minimum: number, maximum: number] | Distribution;

/** One random number for all three axes, or one for each; two numbers are a range, three are one for each axis. @since 0.1.0 */
export type RandomTriple = RandomNumber | readonly [RandomNumber, RandomNumber, RandomNumber];

/**
 * A number from its description.
 *
 * @param rng - the stream; give each option a stream of its own, `rng.at("degrees")`, so that options do not depend on
 * one another
 * @param from - what to draw from
 * @returns the number
 * @internal
 */
export function drawNumber(rng: Rng, from: RandomNumber): number {
  if (typeof from === "number") return from;
  if (isRange(from)) return rng.uniform(from[0], from[1]);
  switch (from.distribution) {
    case "uniform":
      return rng.uniform(from.minimum, from.maximum);
    case "integer":
      return rng.integer(from.minimum, from.maximum);
    case "logUniform":
      return Math.exp(rng.uniform(Math.log(from.minimum), Math.log(from.maximum)));
    case "normal": {
      const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = from;
      return Math.min(maximum, Math.max(minimum, rng.normal(from.mean, from.standardDeviation)));
    }
    case "choice":
      return drawChoice(rng, from.values, from.weights);
    default:
      return assertNever(from);
  }
}

/**
 * Three numbers, each axis with a stream of its own.
 *
 * @internal
 */
export function drawTriple(rng: Rng, from: RandomTriple): readonly [number, number, number] {
  const along = (axis: 0 | 1 | 2): RandomNumber => (isPerAxis(from) ? from[axis] : from);
  return [drawNumber(rng.at(0), along(0)), drawNumber(rng.at(1), along(1)), drawNumber(rng.at(2), along(2))];
}

/** One of some values, by weight. @internal */
export function drawChoice<T>(rng: Rng, values: readonly T[], weights: readonly number[] = values.map(() => 1)): T {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let left = rng.uniform(0, total);
  const last = weights.reduce((latest, weight, n) => (weight > 0 ? n : latest), 0);
  const chosen = weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return values[chosen < 0 ? last : chosen] as T;
}

/** A number that is drawn, within limits whatever is drawn. @internal */
export function randomNumberOption(fallback: RandomNumber, limits: NumberLimits = {}): Option<RandomNumber> {
  const wanted = wantedNumber(limits);
  return {
    default: fallback,
    wants: `${wanted}, a range [minimum, maximum] of such, or a distribution of such`,
    accepts: (value) => isRandomNumber(value, limits),
  };
}

/** Three numbers that are drawn. @internal */
export function randomTripleOption(fallback: RandomTriple, limits: NumberLimits = {}): Option<RandomTriple> {
  const { wants, accepts } = randomNumberOption(0, limits);
  return {
    default: fallback,
    wants: `${wants}; or three of these, one for each axis`,
    accepts: (value) => accepts(value) || (Array.isArray(value) && value.length === 3 && value.every(accepts)),
  };
}

function isRange(from: RandomNumber): from is readonly [number, number] {
  return Array.isArray(from);
}

function isPerAxis(from: RandomTriple): from is readonly [RandomNumber, RandomNumber, RandomNumber] {
  return Array.isArray(from) && from.length === 3;
}

function isRandomNumber(value: unknown, limits: NumberLimits): boolean {
  const within = (one: unknown): boolean => isNumberWithin(one, limits);
  if (typeof value === "number") return within(value);
  if (Array.isArray(value)) return value.length === 2 && value.every(within) && value[0] <= value[1];
  if (typeof value !== "object" || value === null) return false;
  return isDistribution(value as Readonly<Record<string, unknown>>, within);
}

const DISTRIBUTION_KEYS: Readonly<Record<string, readonly string[]>> = {
  uniform: ["distribution", "minimum", "maximum"],
  integer: ["distribution", "minimum", "maximum"],
  logUniform: ["distribution", "minimum", "maximum"],
  normal: ["distribution", "mean", "standardDeviation", "minimum", "maximum"],
  choice: ["distribution", "values", "weights"],
};

function isDistribution(value: Readonly<Record<string, unknown>>, within: (one: unknown) => boolean): boolean {
  const kind = String(value["distribution"]);
  if (!Object.hasOwn(DISTRIBUTION_KEYS, kind)) return false;
  if (!Object.keys(value).every((key) => DISTRIBUTION_KEYS[kind]?.includes(key))) return false;
  const { minimum, maximum } = value;
  const inOrder = typeof minimum === "number" && typeof maximum === "number" && minimum <= maximum;
  if (kind === "normal") return isNormal(value, within);
  if (kind === "choice") return isChoice(value, within);
  if (kind === "integer" && !(Number.isSafeInteger(minimum) && Number.isSafeInteger(maximum))) return false;
  if (kind === "logUniform" && !(Number(minimum) > 0)) return false;
  return within(minimum) && within(maximum) && inOrder;
}

/** A limit that the option has must be one that the distribution keeps. */
function isNormal(value: Readonly<Record<string, unknown>>, within: (one: unknown) => boolean): boolean {
  const { mean, standardDeviation, minimum, maximum } = value;
  if (!isNumberWithin(mean, {}) || !isNumberWithin(standardDeviation, { minimum: 0 })) return false;
  if (typeof minimum === "number" && typeof maximum === "number" && minimum > maximum) return false;
  const tail = (limit: unknown, far: number): boolean =>
    limit === undefined ? within(far) : isNumberWithin(limit, {}) && within(limit);
  return tail(minimum, -Number.MAX_VALUE) && tail(maximum, Number.MAX_VALUE);
}

function isChoice({ values, weights }: Readonly<Record<string, unknown>>, within: (one: unknown) => boolean): boolean {
  if (!Array.isArray(values) || values.length === 0 || !values.every(within)) return false;
  if (weights === undefined) return true;
  if (!Array.isArray(weights) || weights.length !== values.length) return false;
  return weights.every((weight) => isNumberWithin(weight, { minimum: 0 })) && weights.some((weight) => weight > 0);
}
