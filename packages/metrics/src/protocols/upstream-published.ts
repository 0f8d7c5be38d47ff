import { BASE_PARAMETERS } from "./base-parameters.js";
import { ABOVE_ZERO, type Protocol } from "./protocol.js";

/**
 * The published rule of MicrobleedNet: centres cut to whole voxels, ≤ 5 mm, nearest pairs first, one-to-one.
 *
 * Its averages leave scans without a lesion on either side out, F1 of a scan without a hit is undefined, false positives
 * per scan are divided by scans with a reference, and its classification tables score the negative class.
 *
 * @since 0.1.0
 */
export const upstreamPublished: Protocol = {
  id: "upstream-published",
  title: "MicrobleedNet as published: centres within 5 mm, scans without lesions left out",
  source:
    "MicrobleedNet @fab7448 (thesis and poster): reproduces the counts of its recorded centres. Its code also skips some repeated hits, which a list of centres cannot show; score the recorded counts to get its totals",
  parameters: {
    ...BASE_PARAMETERS,
    connectivity: 6,
    predictionForeground: ABOVE_ZERO,
    criterion: { by: "centreDistance", toleranceMm: 5, strict: false, truncateCentres: true },
    assignment: "greedyByValue",
    duplicateHits: "falsePositive",
    noTruePositives: "undefined",
    averagedScans: "nonEmpty",
    falsePositivesOver: "withReference",
    classificationThresholds: [1, 3, 5, 11],
    classifiedClass: "negative",
  },
};
