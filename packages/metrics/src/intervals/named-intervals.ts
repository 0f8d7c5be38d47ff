import { drawGroup, type GroupDraws, type IntervalEstimate, intervalOfDraws, type Units } from "./bootstrap-group.js";
import { completeIntervalOptions, type IntervalOptions } from "./interval-options.js";
import type { Steps } from "./run-steps.js";
import { joinGroups, type StatisticGroup } from "./statistic-group.js";

/** Intervals by the name of the quantity. @since 0.1.0 */
export type NamedIntervals = Readonly<Record<string, IntervalEstimate>>;

/** Draws of several groups, to be read group by group. @internal */
export interface JointDraws {
  readonly drawn: GroupDraws;
  /** The first statistic of each group. */
  readonly offsets: readonly number[];
  /** The intervals of a group's statistics. */
  readonly named: (group: number) => NamedIntervals;
}

/**
 * Draws several groups over the same scans together, so that all see the same resamples.
 *
 * @param groups - statistics of the same scans
 * @param units - patients or scans
 * @param options - seed, resamples, method, confidence
 * @returns a reader of the draws
 * @throws CmbError `OUT_OF_RANGE` for a confidence or a number of resamples that is none
 * @internal
 */
export function* drawJointly(
  groups: readonly StatisticGroup[],
  units: Units,
  options: IntervalOptions,
): Steps<JointDraws> {
  const { confidence } = completeIntervalOptions(options);
  const drawn = yield* drawGroup(joinGroups(groups), units, options);
  let next = 0;
  const offsets = groups.map(({ names }) => {
    const start = next;
    next += names.length;
    return start;
  });
  // Draws are sorted here, statistic by statistic: many of them take longer than a step may.
  const intervals: IntervalEstimate[] = [];
  for (let s = 0; s < next; s++) {
    intervals.push(intervalOfDraws(drawn, s, confidence));
    yield;
  }
  const named = (group: number): NamedIntervals => {
    const names = groups[group]?.names ?? [];
    const first = offsets[group] ?? 0;
    return Object.fromEntries(names.map((name, s) => [name, intervals[first + s] as IntervalEstimate]));
  };
  return { drawn, offsets, named };
}
