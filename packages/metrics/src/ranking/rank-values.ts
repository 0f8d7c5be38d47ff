/** Ranks with the sizes of the groups of equal values. @internal */
export interface Ranks {
  /** 1-based, ties sharing the mean of their ranks, in the order of the values. */
  readonly ranks: readonly number[];
  /** Number of values in each group of equals. */
  readonly ties: readonly number[];
}

/**
 * Mid-ranks of values, as `scipy.stats.rankdata` gives them.
 *
 * @param values - without NaN
 * @returns ranks in the order of the values, and tie sizes
 * @internal
 */
export function rankValues(values: readonly number[]): Ranks {
  const order = [...values.keys()].sort((a, b) => (values[a] as number) - (values[b] as number));
  const ranks = new Array<number>(values.length).fill(0);
  const ties: number[] = [];
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && values[order[end] as number] === values[order[start] as number]) end++;
    for (let n = start; n < end; n++) ranks[order[n] as number] = (start + 1 + end) / 2;
    ties.push(end - start);
    start = end;
  }
  return { ranks, ties };
}
