import { BURDEN_SCHEMES } from "./burden-class.js";
import { type ClassAgreement, classAgreement } from "./class-agreement.js";
import { type ClassifiedScan, classifyScans, type ThresholdClassification } from "./classify-scans.js";

/** Every scan-level decision that follows from the counts. @since 0.1.0 */
export interface ScanClassification {
  readonly thresholds: readonly ThresholdClassification[];
  /** Agreement of the classes of each burden scheme, by the scheme's name. */
  readonly burden: Readonly<Record<string, ClassAgreement>>;
}

/**
 * Scan-level decisions: at least so many lesions, and burden classes.
 *
 * @param scans - lesion counts of each scan, with scores for the AUROC
 * @param options - thresholds and the class to score
 * @returns confusion counts, rates and AUROC, and κ of each burden scheme
 * @since 0.1.0
 */
export function scanClassification(
  scans: readonly ClassifiedScan[],
  options: {
    readonly classificationThresholds: readonly number[];
    readonly classifiedClass: "positive" | "negative";
  },
): ScanClassification {
  return {
    thresholds: classifyScans(scans, {
      thresholds: options.classificationThresholds,
      scoredClass: options.classifiedClass,
    }),
    burden: Object.fromEntries(BURDEN_SCHEMES.map((scheme) => [scheme.name, classAgreement(scans, scheme)])),
  };
}
