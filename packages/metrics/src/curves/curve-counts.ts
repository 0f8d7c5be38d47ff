import type { FrocOptions } from "./froc.js";
import type { ScoredDetection } from "./scored-detection.js";

/**
 * Hits and false positives from strict to lenient thresholds, as columns of which the first `length` entries hold.
 *
 * @internal
 */
export interface CurveCounts {
  length: number;
  readonly thresholds: Float64Array;
  readonly hits: Float64Array;
  readonly falses: Float64Array;
}

/**
 * Counts of detections at every distinct score, each detection taken as often as its scan was drawn.
 *
 * @param detections - sorted once, here; any order
 * @param scanOf - the scan of each detection
 * @returns a function of the scans' weights that writes to one set of columns and returns it
 * @internal
 */
export function curveCounter(
  detections: readonly ScoredDetection[],
  scanOf: ArrayLike<number>,
): (weights: ArrayLike<number>) => CurveCounts {
  const order = Uint32Array.from(
    [...detections.keys()].sort((a, b) => scoreAt(detections, b) - scoreAt(detections, a)),
  );
  const scores = Float64Array.from(order, (n) => scoreAt(detections, n));
  const isHit = Uint8Array.from(order, (n) => Number(detections[n]?.isHit));
  const scans = Uint32Array.from(order, (n) => scanOf[n] as number);
  // One place more than detections: `choosePoints` may add the threshold of missed references.
  const column = (): Float64Array => new Float64Array(detections.length + 1);
  const counts: CurveCounts = { length: 0, thresholds: column(), hits: column(), falses: column() };
  return (weights) => {
    let [hits, falses, length] = [0, 0, 0];
    let open = false;
    for (let n = 0; n < scores.length; n++) {
      const weight = weights[scans[n] as number] as number;
      if (weight > 0) {
        if (isHit[n] === 1) hits += weight;
        else falses += weight;
        open = true;
      }
      if (!open || scores[n + 1] === scores[n]) continue;
      counts.thresholds[length] = scores[n] as number;
      counts.hits[length] = hits;
      counts.falses[length] = falses;
      length++;
      open = false;
    }
    counts.length = length;
    return counts;
  };
}

/**
 * Leaves the points of a curve that a published code keeps, in place.
 *
 * @param counts - every distinct score
 * @param choice - see `FrocOptions`
 * @param referenceCount - all references, found or missed
 * @returns the same columns
 * @internal
 */
export function choosePoints(counts: CurveCounts, choice: FrocOptions["points"], referenceCount: number): CurveCounts {
  if (choice === "all") return counts;
  if (choice === "withoutCollinear") return dropCollinear(counts);
  const { thresholds, hits, falses } = counts;
  const last = counts.length - 1;
  const [lastHits, lastFalses] = [hits[last] ?? 0, falses[last] ?? 0];
  // A missed reference stands in the score list with 0, so that 0 is the lowest threshold where one was missed.
  if (lastHits < referenceCount && thresholds[last] !== 0) {
    thresholds[last + 1] = 0;
    hits[last + 1] = lastHits;
    falses[last + 1] = lastFalses;
    counts.length++;
  }
  if (counts.length === 0) return counts;
  if (choice === "withoutLowest") counts.length--;
  else {
    hits[counts.length - 1] = hits[counts.length - 2] ?? 0;
    falses[counts.length - 1] = Number.POSITIVE_INFINITY;
  }
  return counts;
}

function dropCollinear(counts: CurveCounts): CurveCounts {
  const { thresholds, hits, falses, length } = counts;
  let kept = 0;
  let [hitsBefore, falsesBefore] = [Number.NaN, Number.NaN];
  for (let n = 0; n < length; n++) {
    const [h, f] = [hits[n] as number, falses[n] as number];
    const isLast = n === length - 1;
    const sameHits = !isLast && h - hitsBefore === (hits[n + 1] as number) - h;
    const sameFalses = !isLast && f - falsesBefore === (falses[n + 1] as number) - f;
    [hitsBefore, falsesBefore] = [h, f];
    if (sameHits && sameFalses) continue;
    thresholds[kept] = thresholds[n] as number;
    hits[kept] = h;
    falses[kept] = f;
    kept++;
  }
  counts.length = kept;
  return counts;
}

function scoreAt(detections: readonly ScoredDetection[], n: number): number {
  return detections[n]?.score ?? Number.NaN;
}

/** Where a curve of counts is read. @internal */
export interface CountReading {
  readonly referenceCount: number;
  readonly scanCount: number;
  readonly reading: "linear" | "step";
}

/**
 * The sensitivity at a number of false positives per scan: `sensitivityAt` on columns.
 *
 * @param counts - the points of the curve without its start at (0, 0)
 * @param rate - false positives per scan
 * @param options - totals, and how to read between points
 * @returns NaN without references
 * @internal
 */
export function sensitivityOfCounts(counts: CurveCounts, rate: number, options: CountReading): number {
  const { referenceCount, scanCount, reading } = options;
  if (referenceCount === 0) return Number.NaN;
  let [low, high] = [0, counts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((counts.falses[middle] as number) / scanCount <= rate) low = middle + 1;
    else high = middle;
  }
  // The curve starts at (0, 0); `low` points count no more than the rate.
  const below = low === 0 ? 0 : (counts.hits[low - 1] as number) / referenceCount;
  if (reading === "step" || low === counts.length) return below;
  const from = low === 0 ? 0 : (counts.falses[low - 1] as number) / scanCount;
  const to = (counts.falses[low] as number) / scanCount;
  if (!Number.isFinite(to)) return below;
  return below + ((rate - from) / (to - from)) * ((counts.hits[low] as number) / referenceCount - below);
}

/**
 * The false positives per scan at which a sensitivity is first reached: `falsePositivesPerScanAt` on columns.
 *
 * @param counts - the points of the curve without its start at (0, 0)
 * @param sensitivity - 0 to 1
 * @param options - totals, and how to read between points
 * @returns Infinity where the curve stays below; NaN without references
 * @internal
 */
export function rateOfCounts(counts: CurveCounts, sensitivity: number, options: CountReading): number {
  const { referenceCount, scanCount, reading } = options;
  if (referenceCount === 0) return Number.NaN;
  if (sensitivity <= 0) return 0;
  let [low, high] = [0, counts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((counts.hits[middle] as number) / referenceCount < sensitivity) low = middle + 1;
    else high = middle;
  }
  if (low === counts.length) return Number.POSITIVE_INFINITY;
  const to = (counts.falses[low] as number) / scanCount;
  if (reading === "step") return to;
  const before = low === 0 ? 0 : (counts.hits[low - 1] as number) / referenceCount;
  const from = low === 0 ? 0 : (counts.falses[low - 1] as number) / scanCount;
  return from + ((sensitivity - before) / ((counts.hits[low] as number) / referenceCount - before)) * (to - from);
}

/**
 * The area under precision against recall by steps: `averagePrecision` on columns.
 *
 * @param counts - every distinct score
 * @param referenceCount - all references, found or missed
 * @returns NaN without references
 * @internal
 */
export function precisionOfCounts({ length, hits, falses }: CurveCounts, referenceCount: number): number {
  if (referenceCount === 0) return Number.NaN;
  let [area, found] = [0, 0];
  for (let n = 0; n < length; n++) {
    const h = hits[n] as number;
    area += ((h - found) / referenceCount) * (h / (h + (falses[n] as number)));
    found = h;
  }
  return area;
}
