import { CmbError } from "./cmb-error.js";
import { philox4x32 } from "./philox.js";

/**
 * A seeded stream of random numbers. The same seed and path give the same numbers on every machine, whatever else
 * was drawn elsewhere: work may be split over any number of workers in any order.
 *
 * @since 0.1.0
 */
export interface Rng {
  /** A whole number from 0 to 2³² − 1, uniform. */
  uint32(): number;
  /** A number from `minimum` (included) to `maximum` (excluded), with 53 random bits; 0 to 1 unless given. */
  uniform(minimum?: number, maximum?: number): number;
  /** A whole number from `minimum` to `maximum`, both included, without modulo bias. */
  integer(minimum: number, maximum: number): number;
  /** A normal number (Box–Muller; the last bit may differ between engines whose `Math.log` differs). */
  normal(mean?: number, standardDeviation?: number): number;
  /** A stream of its own for a part of the work. It depends on seed and path alone, not on what this stream has drawn. */
  at(...path: readonly (string | number)[]): Rng;
}

type Key = readonly [number, number];

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

function stream(key: Key): Rng {
  let block = 0;
  let buffer: readonly number[] = [];
  let spareNormal: number | undefined;

  const uint32 = (): number => {
    if (buffer.length === 0) {
      buffer = philox4x32([block >>> 0, Math.floor(block / 2 ** 32), 0, 0], key);
      block++;
    }
    const [first = 0, ...rest] = buffer;
    buffer = rest;
    return first;
  };
  const unit = (): number => {
    const upper = uint32() >>> 5;
    return (upper * 2 ** 26 + (uint32() >>> 6)) / 2 ** 53;
  };
  const standardNormal = (): number => {
    if (spareNormal !== undefined) {
      const value = spareNormal;
      spareNormal = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - unit()));
    const angle = 2 * Math.PI * unit();
    spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  return {
    uint32,
    uniform: (minimum = 0, maximum = 1) => minimum + (maximum - minimum) * unit(),
    integer: (minimum, maximum) => minimum + below(uint32, maximum - minimum + 1),
    normal: (mean = 0, standardDeviation = 1) => mean + standardDeviation * standardNormal(),
    at: (...path) => stream(path.reduce(absorb, key)),
  };
}

/** A uniform whole number below `bound`: values past the largest multiple of `bound` are drawn again. */
function below(uint32: () => number, bound: number): number {
  if (!Number.isSafeInteger(bound) || bound < 1 || bound > 2 ** 32) {
    const message = `Rng.integer: the range holds ${bound} whole numbers; it must hold 1 to 2^32`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "range", value: bound, minimum: 1, maximum: 2 ** 32 });
  }
  const limit = 2 ** 32 - (2 ** 32 % bound);
  let value = uint32();
  while (value >= limit) value = uint32();
  return value % bound;
}

/** The key of a child stream. The third counter word tells numbers from text, so that 1 and "1" differ. */
function absorb(key: Key, segment: string | number): Key {
  if (typeof segment === "number") {
    const [low, high] = words(segment, "path");
    return firstTwo(philox4x32([low, high, 1, 0], key));
  }
  const bytes = new TextEncoder().encode(segment);
  let current = firstTwo(philox4x32([bytes.length, 0, 2, 0], key));
  for (let start = 0; start < bytes.length; start += 8) {
    const word = (offset: number): number =>
      [0, 1, 2, 3].reduce((sum, n) => sum + (bytes[start + offset + n] ?? 0) * 2 ** (8 * n), 0);
    current = firstTwo(philox4x32([word(0), word(4), 3, 0], current));
  }
  return current;
}

function firstTwo(block: readonly number[]): Key {
  return [block[0] ?? 0, block[1] ?? 0];
}

function words(value: number, name: string): Key {
  if (!Number.isSafeInteger(value) || value < 0) {
    const message = `createRng: ${name} is ${value}; give a whole number from 0 to 2^53 - 1`;
    throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
  }
  return [value >>> 0, Math.floor(value / 2 ** 32)];
}
