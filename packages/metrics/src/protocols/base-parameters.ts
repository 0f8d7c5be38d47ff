import { COMMON_SENSITIVITIES, LUNA_RATES } from "../curves/sensitivity-at.js";
import { ABOVE_HALF, ABOVE_ZERO, type ProtocolParameters } from "./protocol.js";

/**
 * What the protocols here share unless their source says otherwise: undefined stays undefined, repeated hits are false
 * positives, all scans count. Not a protocol; every field that a source fixes is written in that protocol's file.
 *
 * @internal
 */
export const BASE_PARAMETERS: Omit<ProtocolParameters, "criterion" | "assignment"> = {
  referenceForeground: ABOVE_ZERO,
  predictionForeground: ABOVE_HALF,
  connectivity: 26,
  scoreCut: null,
  minimumSizeVoxels: 1,
  minimumSizeOf: "both",
  duplicateHits: "falsePositive",
  truePositivesAre: "references",
  emptyPair: "undefined",
  emptyReference: "formula",
  emptyPrediction: "formula",
  noTruePositives: "zero",
  averagedScans: "all",
  falsePositivesOver: "all",
  measures: "plain",
  headline: "pooled",
  curve: { points: "all", reading: "linear", rates: LUNA_RATES, sensitivities: COMMON_SENSITIVITIES },
  classificationThresholds: [1, 3, 5, 11],
  classifiedClass: "positive",
};
