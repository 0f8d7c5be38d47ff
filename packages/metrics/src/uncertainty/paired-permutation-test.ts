import { createRng } from "@cmb/core";
import { clusterPlaces } from "./cluster-cases.js";
import { pairCases } from "./paired-bootstrap.js";

/** Options of {@link pairedPermutationTest}. @since 0.1.0 */
export interface PermutationOptions {
  readonly seed: number;
  /** Random exchanges; 10000 unless given. All 2ⁿ are tried instead where they are no more than this. */
  readonly permutations?: number;
  /** The patient of each case, in the same order: systems are exchanged for all cases of a patient. Cases unless given. */
  readonly clusters?: readonly string[] | undefined;
}

/**
 * Whether two systems differ on the same cases: a two-sided permutation test that exchanges the systems within cases.
 *
 * @param first - one entry for each case
 * @param second - the other system's entries, for the same cases in the same order
 * @param statistic - computes the quantity of one system from a list of cases
 * @param options - `seed` has no default
 * @returns difference of the statistics (first − second) and p value; NaN where the statistic is undefined
 * @throws CmbError `SHAPE_MISMATCH` when the numbers of cases, or of clusters' names, differ
 * @see Phipson & Smyth 2010 (why 1 is added), doi:10.2202/1544-6115.1585
 * @since 0.1.0
 */
export function pairedPermutationTest<Case>(
  first: readonly Case[],
  second: readonly Case[],
  statistic: (cases: readonly Case[]) => number,
  { seed, permutations = 10_000, clusters }: PermutationOptions,
): { readonly difference: number; readonly pValue: number } {
  const pairs = pairCases("pairedPermutationTest", first, second);
  const { placeOf, count } = clusterPlaces("pairedPermutationTest", pairs.length, clusters);
  const differenceWith = (swap: (cluster: number) => boolean): number => {
    const side = (isSwapped: boolean): number =>
      statistic(pairs.map(([a, b], n) => (swap(placeOf[n] as number) === isSwapped ? a : b)));
    return side(false) - side(true);
  };
  const difference = differenceWith(() => false);
  if (Number.isNaN(difference)) return { difference, pValue: Number.NaN };
  // Rounding may put a value that equals the observed one just below it.
  const limit = Math.abs(difference) * (1 - 1e-12);
  const isExtreme = (value: number): boolean => Math.abs(value) >= limit;
  const all = 2 ** count;
  if (all <= permutations) {
    const extreme = Array.from({ length: all }, (_, code) =>
      differenceWith((n) => Math.floor(code / 2 ** n) % 2 === 1),
    ).filter(isExtreme);
    return { difference, pValue: extreme.length / all };
  }
  const rng = createRng(seed, "permutation");
  let extreme = 0;
  for (let permutation = 0; permutation < permutations; permutation++) {
    const stream = rng.at(permutation);
    const swaps = Array.from({ length: count }, () => stream.uint32() >= 2 ** 31);
    if (isExtreme(differenceWith((n) => swaps[n] === true))) extreme++;
  }
  return { difference, pValue: (extreme + 1) / (permutations + 1) };
}
