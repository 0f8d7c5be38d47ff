import { auroc } from "../curves/auroc.js";
import type { ScanCounts } from "../scoring/score-counts.js";
import { type BinaryScores, binaryScores, type ConfusionCounts, negativeClass } from "./binary-scores.js";

/** Scan-level decision at one number of lesions. @since 0.1.0 */
export interface ThresholdClassification {
  /** A scan is positive from this number of lesions on. */
  readonly threshold: number;
  readonly confusion: ConfusionCounts;
  /** Rates of the class that was asked for. */
  readonly scores: BinaryScores;
  /**
   * AUROC of scans with at least so many references against the others, by the score of the prediction that makes up the
   * number: the third surest for 3. NaN where a scan has no scores, or one side no scan.
   */
  readonly auroc: number;
}

/** Lesion counts of one scan, with the scores of its predictions from the surest on where they have any. @since 0.1.0 */
export type ClassifiedScan = Pick<ScanCounts, "referenceCount" | "predictionCount"> & {
  readonly scores?: readonly number[] | undefined;
};

/** How scans are classified. @since 0.1.0 */
export interface ClassifyScansOptions {
  readonly thresholds: readonly number[];
  /** The class whose precision and recall are given. Some published tables give the negative one. */
  readonly scoredClass: "positive" | "negative";
  /** Scans with neither reference nor prediction that are not listed; each adds a true negative. 0 unless given. */
  readonly unlistedEmptyScans?: number | undefined;
}

/**
 * Whether each scan has at least so many lesions, by the reference and by the prediction, for several numbers.
 *
 * @param scans - lesion counts of each scan, with scores for the AUROC
 * @param options - thresholds and the class to score
 * @returns one entry for each threshold
 * @since 0.1.0
 */
export function classifyScans(
  scans: readonly ClassifiedScan[],
  options: ClassifyScansOptions,
): readonly ThresholdClassification[] {
  return options.thresholds.map((threshold) => {
    const isUnlistedPositive = threshold <= 0;
    const unlisted = options.unlistedEmptyScans ?? 0;
    const counts = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 };
    for (const { referenceCount, predictionCount } of scans) {
      const [isReference, isPrediction] = [referenceCount >= threshold, predictionCount >= threshold];
      if (isReference && isPrediction) counts.truePositives++;
      else if (isPrediction) counts.falsePositives++;
      else if (isReference) counts.falseNegatives++;
      else counts.trueNegatives++;
    }
    counts[isUnlistedPositive ? "truePositives" : "trueNegatives"] += unlisted;
    const scores = binaryScores(options.scoredClass === "positive" ? counts : negativeClass(counts));
    return { threshold, confusion: counts, scores, auroc: unlisted === 0 ? aurocAt(scans, threshold) : Number.NaN };
  });
}

function aurocAt(scans: readonly ClassifiedScan[], threshold: number): number {
  if (!scans.every(({ scores }) => scores !== undefined)) return Number.NaN;
  return auroc(
    scans.map(({ scores = [], referenceCount }) => ({
      score: scoreAtThreshold(scores, threshold),
      isPositive: referenceCount >= threshold,
    })),
  );
}

/**
 * The score from which on a scan has at least so many predictions.
 *
 * @param scores - falling
 * @param threshold - number of predictions
 * @returns −Infinity where there are fewer
 * @internal
 */
export function scoreAtThreshold(scores: readonly number[], threshold: number): number {
  return scores[threshold - 1] ?? Number.NEGATIVE_INFINITY;
}
