import { assertScores, type ScoredDetection } from "./scored-detection.js";

/** One operating point. @since 0.1.0 */
export interface FrocPoint {
  /** Predictions with at least this score count; Infinity for the start of the curve. */
  readonly threshold: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  /** NaN without references. */
  readonly sensitivity: number;
  readonly falsePositivesPerScan: number;
}

/** What a FROC curve is drawn over. @since 0.1.0 */
export interface FrocOptions {
  readonly referenceCount: number;
  readonly scanCount: number;
  /**
   * Which scores become points. `"all"`: every distinct one. The others repeat what published code does:
   * `"withoutLowest"` drops the lowest, 0 for missed references included (MONAI); `"withoutCollinear"` drops points
   * between equal steps (scikit-learn in nnDetection); `"openEnd"` runs the lowest, again with 0, to infinitely many
   * false positives at the sensitivity before it (picai_eval).
   */
  readonly points: "all" | "withoutLowest" | "withoutCollinear" | "openEnd";
}

/**
 * Sensitivity against false positives per scan, from strict to lenient thresholds, starting at (0, 0).
 *
 * Equal scores make one point: their order says nothing.
 *
 * @param detections - references found, each once, and false positives; missed references are left out
 * @param options - totals and the choice of points
 * @returns points by falling threshold
 * @throws CmbError `OUT_OF_RANGE` when a score is NaN
 * @example
 * ```ts
 * import { froc } from "@cmb/metrics";
 * const detections = [{ score: 0.9, isHit: true }, { score: 0.4, isHit: false }];
 * froc(detections, { referenceCount: 2, scanCount: 1, points: "all" }).map((point) => point.sensitivity); // => [0, 0.5, 0.5]
 * ```
 * @since 0.1.0
 */
export function froc(detections: readonly ScoredDetection[], options: FrocOptions): readonly FrocPoint[] {
  assertScores("froc", detections);
  const start: Counts = { threshold: Number.POSITIVE_INFINITY, hits: 0, falses: 0 };
  const counts = choosePoints(countsByThreshold(detections), detections, options);
  return [start, ...counts].map(({ threshold, hits, falses }) => ({
    threshold,
    truePositives: hits,
    falsePositives: falses,
    sensitivity: hits / options.referenceCount,
    falsePositivesPerScan: falses / options.scanCount,
  }));
}

interface Counts {
  readonly threshold: number;
  readonly hits: number;
  readonly falses: number;
}

function countsByThreshold(detections: readonly ScoredDetection[]): readonly Counts[] {
  const sorted = [...detections].sort((a, b) => b.score - a.score);
  const counts: Counts[] = [];
  let [hits, falses] = [0, 0];
  for (const [n, { score, isHit }] of sorted.entries()) {
    if (isHit) hits++;
    else falses++;
    if (sorted[n + 1]?.score !== score) counts.push({ threshold: score, hits, falses });
  }
  return counts;
}

function choosePoints(
  counts: readonly Counts[],
  detections: readonly ScoredDetection[],
  { points, referenceCount }: FrocOptions,
): readonly Counts[] {
  if (points === "all") return counts;
  if (points === "withoutCollinear") return counts.filter((_, n) => !isBetweenEqualSteps(counts, n));
  const hits = detections.filter(({ isHit }) => isHit).length;
  const hasMissed = hits < referenceCount && counts.at(-1)?.threshold !== 0;
  // A missed reference stands in the score list with 0, so that 0 is the lowest threshold where one was missed.
  const all = hasMissed ? [...counts, { threshold: 0, hits, falses: detections.length - hits }] : counts;
  if (points === "withoutLowest") return all.slice(0, -1);
  const last = all.at(-1);
  if (last === undefined) return [];
  return [...all.slice(0, -1), { ...last, hits: all.at(-2)?.hits ?? 0, falses: Number.POSITIVE_INFINITY }];
}

function isBetweenEqualSteps(counts: readonly Counts[], n: number): boolean {
  const [before, here, after] = [counts[n - 1], counts[n], counts[n + 1]];
  if (!before || !here || !after) return false;
  return (
    here.hits - before.hits === after.hits - here.hits && here.falses - before.falses === after.falses - here.falses
  );
}
