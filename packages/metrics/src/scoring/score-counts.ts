/** What one scan's matching comes down to. @since 0.1.0 */
export interface ScanCounts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly referenceCount: number;
  /** All predictions, also those that count neither as true nor as false. */
  readonly predictionCount: number;
}

/** The choices that papers make and seldom state. None has a default. @since 0.1.0 */
export interface ScoringConventions {
  /** Precision, recall and F1 of a scan with neither reference nor prediction. */
  readonly emptyPair: "undefined" | "one" | "zero";
  /** A scan with predictions and no reference: by the formulas (precision 0, recall undefined, F1 0), or as named. */
  readonly emptyReference: "formula" | "f1Undefined" | "zero";
  /** A scan with references and no prediction: by the formulas (precision undefined, recall 0, F1 0), or all 0. */
  readonly emptyPrediction: "formula" | "zero";
  /** F1 where both sides have lesions and nothing was found. */
  readonly noTruePositives: "zero" | "undefined";
}

/** Rates of one scan or of pooled counts; NaN where undefined. @since 0.1.0 */
export interface DetectionRates {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/**
 * Precision, recall and F1 from counts.
 *
 * `precision = TP / (TP + FP)`, `recall = TP / (TP + FN)`, `F1 = 2 TP / (2 TP + FP + FN)`.
 *
 * @param counts - of one scan, or summed
 * @param conventions - what happens where a side is empty or nothing was found
 * @returns rates; NaN where undefined
 * @since 0.1.0
 */
export function scoreCounts(counts: ScanCounts, conventions: ScoringConventions): DetectionRates {
  const { truePositives: tp, falsePositives: fp, falseNegatives: fn, referenceCount, predictionCount } = counts;
  if (referenceCount === 0 && predictionCount === 0) {
    const value = { undefined: Number.NaN, one: 1, zero: 0 }[conventions.emptyPair];
    return { precision: value, recall: value, f1: value };
  }
  if (referenceCount === 0 && conventions.emptyReference === "zero") return { precision: 0, recall: 0, f1: 0 };
  if (predictionCount === 0 && conventions.emptyPrediction === "zero") return { precision: 0, recall: 0, f1: 0 };
  const precision = tp / (tp + fp);
  const recall = tp / (tp + fn);
  if (referenceCount === 0 && conventions.emptyReference === "f1Undefined")
    return { precision, recall, f1: Number.NaN };
  const isUndefined = tp === 0 && conventions.noTruePositives === "undefined";
  return { precision, recall, f1: isUndefined ? Number.NaN : (2 * tp) / (2 * tp + fp + fn) };
}

/**
 * The weighted harmonic mean of precision and recall: `(1 + β²) TP / ((1 + β²) TP + β² FN + FP)`.
 *
 * @param counts - true positives, false positives and false negatives
 * @param beta - above 1 recall weighs more, below 1 precision
 * @returns NaN where all three counts are 0
 * @since 0.1.0
 */
export function fBeta(
  counts: Pick<ScanCounts, "truePositives" | "falsePositives" | "falseNegatives">,
  beta: number,
): number {
  const hits = (1 + beta * beta) * counts.truePositives;
  return hits / (hits + beta * beta * counts.falseNegatives + counts.falsePositives);
}

/**
 * Fβ from rates, with the conventions that are in them: where nothing was found it is what F1 is there.
 *
 * @param rates - of one scan or of sums
 * @param beta - above 1 recall weighs more, below 1 precision
 * @returns NaN where F1 is undefined
 * @internal
 */
export function fBetaOfRates(rates: DetectionRates & Pick<ScanCounts, "truePositives">, beta: number): number {
  if (rates.truePositives === 0) return rates.f1;
  const { precision, recall } = rates;
  return ((1 + beta * beta) * precision * recall) / (beta * beta * precision + recall);
}
