import { CmbError } from "@cmb/core";
import { byCodePoint } from "../by-code-point.js";
import { createMersenneTwister, type MersenneTwister } from "./mersenne-twister.js";

/** What {@link stratifiedShuffleSplit} takes. @since 0.1.0 */
export interface ShuffleSplitOptions {
  /** Part that goes into the test set, between 0 and 1; the number is rounded up. */
  readonly testFraction: number;
  /** 0 to 2³² − 1: scikit-learn's `random_state`. */
  readonly seed: number;
}

/** Positions in the list of labels, in the order in which they were drawn. @since 0.1.0 */
export interface ShuffleSplit {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/**
 * A random split that keeps the shares of the strata: number for number that of scikit-learn's `StratifiedShuffleSplit`
 * and so of `train_test_split(stratify=…)`.
 *
 * @param labels - the stratum of each item
 * @param options - see {@link ShuffleSplitOptions}
 * @returns positions for training and test, together each once
 * @throws CmbError `OUT_OF_RANGE` for a fraction or seed out of range, and when a side would have fewer items than there
 * are strata; `INVALID_ARGUMENT` when a stratum has one item only, as scikit-learn refuses it
 * @see scikit-learn 1.9, `model_selection/_split.py` (BSD-3-Clause): the same draws in the same order
 * @since 0.1.0
 */
export function stratifiedShuffleSplit(labels: readonly string[], options: ShuffleSplitOptions): ShuffleSplit {
  const { testFraction, seed } = options;
  assertBetween("testFraction", testFraction, Number.MIN_VALUE, 1 - Number.EPSILON);
  assertBetween("seed", seed, 0, 2 ** 32 - 1);
  const strata = itemsByStratum(labels);
  const testCount = Math.ceil(testFraction * labels.length);
  const trainCount = labels.length - testCount;
  for (const count of [testCount, trainCount]) assertBetween("items on a side", count, strata.length, labels.length);
  const twister = createMersenneTwister(seed);
  const sizes = strata.map((items) => items.length);
  const trainSizes = approximateMode(sizes, trainCount, twister);
  const left = sizes.map((size, n) => size - (trainSizes[n] as number));
  const testSizes = approximateMode(left, testCount, twister);
  const [train, test]: [number[], number[]] = [[], []];
  for (const [n, items] of strata.entries()) {
    const drawn = twister.permutation(items.length).map((index) => items[index] as number);
    const cut = trainSizes[n] as number;
    train.push(...drawn.slice(0, cut));
    test.push(...drawn.slice(cut, cut + (testSizes[n] as number)));
  }
  return { train: permuted(train, twister), test: permuted(test, twister) };
}

function permuted(items: readonly number[], twister: MersenneTwister): number[] {
  return twister.permutation(items.length).map((index) => items[index] as number);
}

function itemsByStratum(labels: readonly string[]): readonly (readonly number[])[] {
  const strata = new Map<string, number[]>();
  for (const [index, label] of labels.entries()) {
    const items = strata.get(label);
    if (items === undefined) strata.set(label, [index]);
    else items.push(index);
  }
  const single = [...strata].find(([, items]) => items.length < 2);
  if (single !== undefined) {
    const message = `The stratum "${single[0]}" has one item and cannot be on both sides; join it with another`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "labels", value: single[0] });
  }
  return [...strata].sort(([a], [b]) => byCodePoint(a, b)).map(([, items]) => items);
}

/**
 * How many to draw of each stratum: the share rounded down, and one more for the largest remainders, by lot among equal
 * ones: the mode of the multivariate hypergeometric distribution, nearly.
 */
function approximateMode(sizes: readonly number[], draws: number, twister: MersenneTwister): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const shares = sizes.map((size) => (size / total) * draws);
  const counts = shares.map(Math.floor);
  const remainders = shares.map((share) => share - Math.floor(share));
  let missing = draws - counts.reduce((sum, count) => sum + count, 0);
  for (const value of [...new Set(remainders)].sort((a, b) => b - a)) {
    if (missing <= 0) break;
    const ties = remainders.flatMap((remainder, n) => (remainder === value ? [n] : []));
    const chosen = permuted(ties, twister).slice(0, missing);
    for (const n of chosen) counts[n] = (counts[n] as number) + 1;
    missing -= chosen.length;
  }
  return counts;
}

function assertBetween(name: string, value: number, minimum: number, maximum: number): void {
  if (value >= minimum && value <= maximum && (name !== "seed" || Number.isInteger(value))) return;
  const message = `stratifiedShuffleSplit: ${name} is ${value}; it has to be from ${minimum} to ${maximum}`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum, maximum });
}
