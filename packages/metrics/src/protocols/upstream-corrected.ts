import { BASE_PARAMETERS } from "./base-parameters.js";
import { ABOVE_ZERO, type Protocol } from "./protocol.js";

/**
 * The published matching of MicrobleedNet with honest totals: repeated hits are false positives, false positives per
 * scan are over all scans, a scan without a hit has F1 0, and the positive class is classified.
 *
 * @since 0.1.0
 */
export const upstreamCorrected: Protocol = {
  id: "upstream-corrected",
  title: "MicrobleedNet rule with its errors corrected",
  source: "own correction of MicrobleedNet @fab7448",
  parameters: {
    ...BASE_PARAMETERS,
    connectivity: 6,
    predictionForeground: ABOVE_ZERO,
    criterion: { by: "centreDistance", toleranceMm: 5, strict: false, truncateCentres: true },
    assignment: "greedyByValue",
    duplicateHits: "falsePositive",
    noTruePositives: "zero",
    averagedScans: "all",
    falsePositivesOver: "all",
    classificationThresholds: [1, 3, 5, 11],
    classifiedClass: "positive",
  },
};
