import { scoreAtThreshold } from "../classification/classify-scans.js";
import {
  choosePoints,
  curveCounter,
  precisionOfCounts,
  rateOfCounts,
  sensitivityOfCounts,
} from "../curves/curve-counts.js";
import type { ScoredDetection } from "../curves/scored-detection.js";
import { weightedAuroc } from "../curves/weighted-auroc.js";
import type { ScanRecord } from "../evaluation/scan-record.js";
import type { CurveRule } from "../protocols/protocol.js";
import type { StatisticGroup } from "./statistic-group.js";

/** Statistics of {@link curveGroup} before those at rates and sensitivities. @internal */
export const CURVE_SUMMARIES = ["meanSensitivity", "averagePrecision", "caseAuroc"] as const;

/**
 * The readings of the FROC curve as functions of the draws.
 *
 * @param records - scans, all with scores
 * @param rule - points and reading of the curve
 * @param bandRates - false positives per scan at which the band is measured, beside those of the rule
 * @returns {@link CURVE_SUMMARIES}, then sensitivities at the rule's rates, rates at its sensitivities, sensitivities at
 * the band's rates
 * @internal
 */
export function curveGroup(
  records: readonly ScanRecord[],
  rule: CurveRule,
  bandRates: readonly number[],
): StatisticGroup {
  const detections: ScoredDetection[] = [];
  const scanOf: number[] = [];
  for (const [scan, record] of records.entries()) {
    for (const detection of record.detections ?? []) {
      detections.push(detection);
      scanOf.push(scan);
    }
  }
  const count = curveCounter(detections, scanOf);
  const auroc = weightedAuroc(
    records.map(({ scores = [], result }) => ({
      score: scoreAtThreshold(scores, 1),
      isPositive: result.referenceCount > 0,
    })),
  );
  const references = Float64Array.from(records, ({ result }) => result.referenceCount);
  const { rates, sensitivities } = rule;
  return {
    names: [
      ...CURVE_SUMMARIES,
      ...rates.map((rate) => `sensitivityAt ${rate}`),
      ...sensitivities.map((sensitivity) => `falsePositivesPerScanAt ${sensitivity}`),
      ...bandRates.map((rate) => `band ${rate}`),
    ],
    measureInto: (weights, out, offset) => {
      let [referenceCount, scanCount] = [0, 0];
      for (let n = 0; n < weights.length; n++) {
        referenceCount += (weights[n] as number) * (references[n] as number);
        scanCount += weights[n] as number;
      }
      const counts = count(weights);
      out[offset + 1] = precisionOfCounts(counts, referenceCount);
      out[offset + 2] = auroc(weights);
      choosePoints(counts, rule.points, referenceCount);
      const options = { referenceCount, scanCount, reading: rule.reading };
      let at = offset + CURVE_SUMMARIES.length;
      let sum = 0;
      for (const rate of rates) {
        const sensitivity = sensitivityOfCounts(counts, rate, options);
        sum += sensitivity;
        out[at++] = sensitivity;
      }
      out[offset] = sum / rates.length;
      for (const sensitivity of sensitivities) out[at++] = rateOfCounts(counts, sensitivity, options);
      for (const rate of bandRates) out[at++] = sensitivityOfCounts(counts, rate, options);
    },
  };
}
