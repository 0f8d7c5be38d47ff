import { CmbError } from "./cmb-error.js";
import { type Counter, type Key, philox4x32Into } from "./philox.js";

/**
 * A seeded stream of random numbers. The same seed and path give the same numbers on every machine, whatever else
 * was drawn elsewhere: work may be split over any number of workers in any order.
 *
 * @since 0.1.0
 */
export interface Rng {
  /** A whole number from 0 to 2³² − 1, uniform. */
  uint32(): number;
  /**
   * A number from `minimum` to `maximum` with 53 random bits; from 0 (included) to 1 (excluded) unless given. In other
   * ranges rounding can give `maximum` itself.
   *
   * @throws CmbError `OUT_OF_RANGE` when `maximum` is less than `minimum` or one of them is not finite
   */
  uniform(minimum?: number, maximum?: number): number;
  /**
   * A whole number from `minimum` to `maximum`, both included, without modulo bias.
   *
   * @throws CmbError `OUT_OF_RANGE` when they are not whole, in the wrong order or more than 2³² apart
   */
  integer(minimum: number, maximum: number): number;
  /**
   * A normal number (Box–Muller). The last bit may differ between engines whose `Math.log`, `sin` or `cos` differ.
   *
   * @throws CmbError `OUT_OF_RANGE` when the standard deviation is negative or NaN
   */
  normal(mean?: number, standardDeviation?: number): number;
  /** Fills `out` with standard normal numbers: those that as many calls of `normal()` would give. */
  normalsInto(out: Float32Array | Float64Array): void;
  /** A stream of its own for a part of the work. It depends on seed and path alone, not on what this stream has drawn. */
  at(...path: readonly (string | number)[]): Rng;
}

/**
 * A random stream keyed by a seed and a path.
 *
 * Philox4x32-10 (Salmon et al. 2011) in counter mode. A path segment is absorbed by encrypting it under the key so far.
 *
 * @param seed - a whole number, 0 to 2⁵³ − 1
 * @param path - names and whole numbers that tell this stream from its siblings, for example `"noise", 17`
 * @returns a stream at its start
 * @throws CmbError `OUT_OF_RANGE` when the seed or a number in the path is not a whole number from 0 to 2⁵³ − 1
 * @example
 * ```ts
 * import { createRng } from "@cmb/core";
 * const lesions = createRng(7, "lesions");
 * lesions.at(3).uint32() === createRng(7, "lesions", 3).uint32(); // => true
 * ```
 * @see Salmon et al. 2011, Parallel random numbers: as easy as 1, 2, 3, doi:10.1145/2063384.2063405
 * @since 0.1.0
 */
export function createRng(seed: number, ...path: readonly (string | number)[]): Rng {
  const [low, high] = words(seed, "seed");
  return stream(path.reduce(absorb, [low, high] satisfies Key as Key));
}

/** Words made at a time once a stream is known to be drawn from more than a little; a multiple of 4. */
const BATCH = 256;

function stream(key: Key): Rng {
  let buffer = new Uint32Array(4);
  let used = 4;
  let block = 0;
  let spareNormal = Number.NaN;

  const uint32 = (): number => {
    if (used === buffer.length) {
      if (block === 1) buffer = new Uint32Array(BATCH);
      philox4x32Into([block >>> 0, Math.floor(block / 2 ** 32), STREAM, 0], key, buffer);
      block += buffer.length / 4;
      used = 0;
    }
    return buffer[used++] as number;
  };
  const unit = (): number => ((uint32() >>> 5) * 2 ** 26 + (uint32() >>> 6)) * 2 ** -53;
  const standardNormal = (): number => {
    if (!Number.isNaN(spareNormal)) {
      const value = spareNormal;
      spareNormal = Number.NaN;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - unit()));
    const angle = 2 * Math.PI * unit();
    spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  return {
    uint32,
    uniform: (minimum = 0, maximum = 1) => minimum + width(minimum, maximum) * unit(),
    integer: (minimum, maximum) => minimum + below(uint32, valuesBetween(minimum, maximum)),
    normal: (mean = 0, standardDeviation = 1) => mean + notNegative(standardDeviation) * standardNormal(),
    normalsInto: (out) => {
      for (let n = 0; n < out.length; n++) out[n] = standardNormal();
    },
    at: (...path) => stream(path.reduce(absorb, key)),
  };
}

/** A uniform whole number below `bound`: values past the largest multiple of `bound` are drawn again. */
function below(uint32: () => number, bound: number): number {
  const limit = 2 ** 32 - (2 ** 32 % bound);
  let value = uint32();
  while (value >= limit) value = uint32();
  return value % bound;
}

function valuesBetween(minimum: number, maximum: number): number {
  const values = maximum - minimum + 1;
  if (Number.isSafeInteger(minimum) && Number.isSafeInteger(maximum) && values >= 1 && values <= 2 ** 32) return values;
  const message = `Rng.integer: ${minimum} to ${maximum} was asked for; give two whole numbers in ascending order, at most 2^32 - 1 apart`;
  throw new CmbError("OUT_OF_RANGE", message, {
    name: "maximum",
    value: maximum,
    minimum,
    maximum: minimum + 2 ** 32 - 1,
  });
}

function width(minimum: number, maximum: number): number {
  const difference = maximum - minimum;
  if (difference >= 0 && difference < Number.POSITIVE_INFINITY) return difference;
  const message = `Rng.uniform: ${minimum} to ${maximum} was asked for; give two finite numbers in ascending order`;
  throw new CmbError("OUT_OF_RANGE", message, { name: "maximum", value: maximum, minimum });
}

function notNegative(standardDeviation: number): number {
  if (standardDeviation >= 0) return standardDeviation;
  const message = `Rng.normal: the standard deviation is ${standardDeviation}; give 0 or more`;
  throw new CmbError("OUT_OF_RANGE", message, { name: "standardDeviation", value: standardDeviation, minimum: 0 });
}

/** The third counter word keeps apart what a key is used for, so that 1 and "1" differ and no child repeats its parent. */
const STREAM = 0;
const NUMBER = 1;
const TEXT_LENGTH = 2;
const TEXT_BYTES = 3;

/** The key of a child stream. */
function absorb(key: Key, segment: string | number): Key {
  if (typeof segment === "number") {
    const [low, high] = words(segment, "path");
    return childKey([low, high, NUMBER, 0], key);
  }
  const text = new TextEncoder().encode(segment);
  const padded = new DataView(new ArrayBuffer(8 * Math.ceil(text.length / 8)));
  new Uint8Array(padded.buffer).set(text);
  let current = childKey([text.length, 0, TEXT_LENGTH, 0], key);
  for (let start = 0; start < text.length; start += 8) {
    current = childKey([padded.getUint32(start, true), padded.getUint32(start + 4, true), TEXT_BYTES, 0], current);
  }
  return current;
}

function childKey(counter: Counter, key: Key): Key {
  const out = new Uint32Array(4);
  philox4x32Into(counter, key, out);
  return [out[0] as number, out[1] as number];
}

function words(value: number, name: string): Key {
  if (!Number.isSafeInteger(value) || value < 0) {
    const message = `createRng: ${name} is ${value}; give a whole number from 0 to 2^53 - 1`;
    throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
  }
  return [value >>> 0, Math.floor(value / 2 ** 32)];
}
