import type { ScanStratumIntervals } from "../intervals/stratum-intervals.js";
import {
  type AggregateScores,
  type AggregationConventions,
  aggregateScores,
  type ScanRow,
} from "../scoring/aggregate-scores.js";

/** One stratum of scans. @since 0.1.0 */
export interface ScanStratum extends AggregateScores {
  readonly name: string;
  readonly scanCount: number;
  /** Where an evaluation made the stratum, unless intervals were declined. */
  readonly intervals?: ScanStratumIntervals;
}

/**
 * Pooled, macro and median scores of each group of scans.
 *
 * @param scans - counts of each scan with any further numbers of it
 * @param nameOf - the group of a scan; undefined leaves it out
 * @param conventions - empty sides and denominators; no defaults
 * @returns strata in the order of their names
 * @since 0.1.0
 */
export function stratifyScans<T extends ScanRow>(
  scans: readonly T[],
  nameOf: (scan: T, index: number) => string | undefined,
  conventions: AggregationConventions,
): readonly ScanStratum[] {
  const groups = new Map<string, T[]>();
  for (const [index, scan] of scans.entries()) {
    const name = nameOf(scan, index);
    if (name === undefined) continue;
    const group = groups.get(name) ?? [];
    groups.set(name, group);
    group.push(scan);
  }
  return [...groups]
    .sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }))
    .map(([name, group]) => ({ name, scanCount: group.length, ...aggregateScores(group, conventions) }));
}
