/** Counts of a two-class decision. @since 0.1.0 */
export interface ConfusionCounts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

/** Rates of a two-class decision; NaN where a denominator is 0. @since 0.1.0 */
export interface BinaryScores {
  readonly precision: number;
  /** Sensitivity. */
  readonly recall: number;
  readonly specificity: number;
  readonly negativePredictiveValue: number;
  readonly f1: number;
  readonly accuracy: number;
  readonly balancedAccuracy: number;
  /** Cohen's κ between reference and prediction. */
  readonly kappa: number;
}

/**
 * Precision, sensitivity, specificity, F1, accuracy and κ of a two-class decision.
 *
 * @param counts - scans, lesions or voxels
 * @returns NaN where a denominator is 0
 * @since 0.1.0
 */
export function binaryScores(counts: ConfusionCounts): BinaryScores {
  const { truePositives: tp, falsePositives: fp, falseNegatives: fn, trueNegatives: tn } = counts;
  const total = tp + fp + fn + tn;
  const recall = tp / (tp + fn);
  const specificity = tn / (tn + fp);
  const observed = (tp + tn) / total;
  const expected = ((tp + fp) * (tp + fn) + (tn + fn) * (tn + fp)) / (total * total);
  return {
    precision: tp / (tp + fp),
    recall,
    specificity,
    negativePredictiveValue: tn / (tn + fn),
    f1: (2 * tp) / (2 * tp + fp + fn),
    accuracy: observed,
    balancedAccuracy: (recall + specificity) / 2,
    kappa: (observed - expected) / (1 - expected),
  };
}

/**
 * The same counts seen from the other class: what is negative becomes positive.
 *
 * @param counts - counts of the positive class
 * @returns counts of the negative class
 * @since 0.1.0
 */
export function negativeClass(counts: ConfusionCounts): ConfusionCounts {
  return {
    truePositives: counts.trueNegatives,
    falsePositives: counts.falseNegatives,
    falseNegatives: counts.falsePositives,
    trueNegatives: counts.truePositives,
  };
}
