import { REAL_COUNT_CLASSES } from "./real-distributions.js";

/** How many scans with microbleeds have so many of them. @since 0.1.0 */
export interface CountShare {
  readonly from: number;
  readonly to: number;
  readonly real: number;
  readonly synthetic: number;
}

/** Counts of microbleeds per scan, simulated beside real. @since 0.1.0 */
export interface CountComparison {
  readonly scans: number;
  readonly scansWithout: number;
  /** Shares of the scans that have any; of the real ones 206. */
  readonly classes: readonly CountShare[];
  /** Largest distance of the two cumulated shares, 0 to 1. */
  readonly kolmogorovSmirnov: number;
}

/**
 * Compares counts of microbleeds with those of 206 real scans that have any.
 *
 * @param counts - of the scans, those without microbleeds too
 * @returns shares by class, and the largest distance of the cumulated shares (1 without a scan that has any)
 * @example
 * ```ts
 * import { compareCounts } from "@cmb/synth/realism";
 * const { scansWithout, classes } = compareCounts([0, 1, 1, 4]);
 * scansWithout; // => 1
 * classes[0]?.synthetic.toFixed(2); // => "0.67"
 * ```
 * @since 0.1.0
 */
export function compareCounts(counts: readonly number[]): CountComparison {
  const positive = counts.filter((count) => count > 0);
  const realScans = REAL_COUNT_CLASSES.reduce((sum, { scans }) => sum + scans, 0);
  const classes = REAL_COUNT_CLASSES.map(({ from, to, scans }): CountShare => {
    const own = positive.filter((count) => count >= from && count <= to).length;
    return { from, to, real: scans / realScans, synthetic: positive.length === 0 ? 0 : own / positive.length };
  });
  let [difference, largest] = [0, 0];
  for (const { real, synthetic } of classes) {
    difference += synthetic - real;
    largest = Math.max(largest, Math.abs(difference));
  }
  return {
    scans: counts.length,
    scansWithout: counts.length - positive.length,
    classes,
    kolmogorovSmirnov: positive.length === 0 ? 1 : largest,
  };
}
