/**
 * Statistics of one set of scans as functions of how often each scan was drawn. Resampling then moves counts and never
 * copies lesions.
 *
 * @internal
 */
export interface StatisticGroup {
  /** One name for each statistic, in the order of `out`. */
  readonly names: readonly string[];
  /**
   * Writes each statistic of the scans, scan n taken `weights[n]` times (0, 1, 2 …), to `out` from `offset` on. With all
   * weights 1 these are the values over the scans themselves.
   */
  readonly measureInto: (weights: Float64Array, out: Float64Array, offset: number) => void;
}

/**
 * Several groups over the same scans as one.
 *
 * @param groups - any number
 * @returns one group with the statistics of all, in the order given
 * @internal
 */
export function joinGroups(groups: readonly StatisticGroup[]): StatisticGroup {
  return {
    names: groups.flatMap(({ names }) => names),
    measureInto: (weights, out, offset) => {
      let at = offset;
      for (const group of groups) {
        group.measureInto(weights, out, at);
        at += group.names.length;
      }
    },
  };
}
