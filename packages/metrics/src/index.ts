export { type BlandAltman, blandAltman } from "./agreement/bland-altman.js";
export { type CohenKappaOptions, cohenKappa } from "./agreement/cohen-kappa.js";
export { type ConcordanceCorrelation, concordanceCorrelation } from "./agreement/concordance-correlation.js";
export { fleissKappa } from "./agreement/fleiss-kappa.js";
export { gwetAc1 } from "./agreement/gwet-ac1.js";
export { type GwetAc2Options, gwetAc2 } from "./agreement/gwet-ac2.js";
export {
  type IntraclassCorrelation,
  type IntraclassCorrelationOptions,
  intraclassCorrelation,
} from "./agreement/intraclass-correlation.js";
export type { Ratings } from "./agreement/ratings.js";
export { brierScore } from "./calibration/brier-score.js";
export { expectedCalibrationError } from "./calibration/expected-calibration-error.js";
export { type ReliabilityBin, reliability, type ScoredOutcomes } from "./calibration/reliability.js";
export {
  type BinaryScores,
  binaryScores,
  type ConfusionCounts,
  negativeClass,
} from "./classification/binary-scores.js";
export { BURDEN_SCHEMES, type BurdenScheme, burdenClass } from "./classification/burden-class.js";
export { type ClassAgreement, classAgreement } from "./classification/class-agreement.js";
export {
  type ClassifiedScan,
  type ClassifyScansOptions,
  classifyScans,
  type ThresholdClassification,
} from "./classification/classify-scans.js";
export { type ScanClassification, scanClassification } from "./classification/scan-classification.js";
export { type AriaHFindings, type AriaHGrade, ariaHGrade } from "./clinical/aria-h-grade.js";
export { type BostonFindings, type BostonResult, bostonCriteria } from "./clinical/boston-criteria.js";
export { auroc, type ScoredTarget } from "./curves/auroc.js";
export { averagePrecision } from "./curves/average-precision.js";
export { falsePositivesPerScanAt } from "./curves/false-positives-per-scan-at.js";
export { type FrocOptions, type FrocPoint, froc } from "./curves/froc.js";
export { type PrecisionRecallPoint, precisionRecallCurve } from "./curves/precision-recall-curve.js";
export type { ScoredDetection } from "./curves/scored-detection.js";
export {
  CAMELYON_RATES,
  COMMON_SENSITIVITIES,
  type CurveReading,
  LUNA_RATES,
  meanSensitivity,
  sensitivityAt,
} from "./curves/sensitivity-at.js";
export { type CaseForProtocolOptions, caseForProtocol } from "./evaluation/case-for-protocol.js";
export type { CaseResult, PairVoxels } from "./evaluation/case-result.js";
export {
  assertComparable,
  type ComparisonWarning,
  compareResults,
  type NamedResult,
} from "./evaluation/compare-results.js";
export {
  type CurveResult,
  createEvaluation,
  type Evaluation,
  type EvaluationOptions,
  type EvaluationResult,
  type PooledResult,
} from "./evaluation/create-evaluation.js";
export type { StrataOptions, StrataResult } from "./evaluation/create-strata.js";
export { type CaseEvaluation, evaluateCase } from "./evaluation/evaluate-case.js";
export { evaluateCases } from "./evaluation/evaluate-cases.js";
export { explainCase } from "./evaluation/explain-case.js";
export { filterBySize, filterLesions, type SizeFilter } from "./evaluation/filter-by-size.js";
export { type ImageWarning, type ImageWarningOptions, imageWarnings } from "./evaluation/image-warnings.js";
export type { CentreHit, EvaluationCase, Lesion, OverlapEntry, SurfaceScores, VoxelSums } from "./evaluation-case.js";
export {
  type FirstOrderFeatures,
  type FirstOrderOptions,
  firstOrderFeatures,
} from "./features/first-order-features.js";
export { CONTRAST_RING_MM, lesionContrast } from "./features/lesion-contrast.js";
export { type MeasureLesionsOptions, measureLesions } from "./features/measure-lesions.js";
export { type ShapeFeatures, shapeFeatures } from "./features/shape-features.js";
export type { ConfidenceOptions, Interval } from "./interval.js";
export type { IntervalEstimate } from "./intervals/bootstrap-group.js";
export type { CurveIntervals, FrocBandPoint } from "./intervals/curve-intervals.js";
export type { IntervalOptions } from "./intervals/interval-options.js";
export type { NamedIntervals } from "./intervals/named-intervals.js";
export type { QuantityDifference } from "./intervals/paired-differences.js";
export type { PooledQuantity } from "./intervals/pooled-group.js";
export type { ClassificationIntervals, ResultIntervals } from "./intervals/result-intervals.js";
export type { LesionStratumIntervals, ScanStratumIntervals } from "./intervals/stratum-intervals.js";
export { type CaseFromMasksOptions, caseFromInstances, caseFromMasks } from "./labelling/case-from-masks.js";
export { dilatedOverlap } from "./labelling/dilated-overlap.js";
export { type LabelledLesions, labelLesions, lesionsFromInstances } from "./labelling/label-lesions.js";
export type { Foreground, LabellingRule } from "./labelling/labelling-rule.js";
export { type LesionShape, lesionShape } from "./labelling/lesion-shape.js";
export { parseCases } from "./labelling/parse-cases.js";
export { parseCasesCsv } from "./labelling/parse-cases-csv.js";
export { parseTable, type Table } from "./labelling/parse-table.js";
export { type LabelCount, type LocationRule, locationOfCounts } from "./location/location-of-counts.js";
export { listMarsRegions, type MarsRegion, marsRegionOfCounts } from "./location/mars-region.js";
export {
  type BombsRegion,
  listSynthSegRegions,
  type SynthSegRegion,
  synthSegRegion,
  type Zone,
} from "./location/synthseg-regions.js";
export {
  explainMatching,
  type LesionExplanation,
  type MatchingExplanation,
  type RejectedMatch,
} from "./matching/explain-matching.js";
export { matchLesions } from "./matching/match-lesions.js";
export type {
  Assignment,
  Criterion,
  Matching,
  MatchRule,
  PairValue,
  PredictionOutcome,
} from "./matching/match-rule.js";
export { minimumCostAssignment } from "./matching/minimum-cost-assignment.js";
export { pairValues } from "./matching/pair-values.js";
export { getProtocol, listProtocols } from "./protocols/list-protocols.js";
export { overrideProtocol, type ProtocolOverrides } from "./protocols/override-protocol.js";
export type { CurveRule, Protocol, ProtocolParameters } from "./protocols/protocol.js";
export { mannWhitneyU } from "./ranking/mann-whitney-u.js";
export { pairedRanksTest } from "./ranking/paired-ranks-test.js";
export {
  rankBySignificance,
  type SignificanceOptions,
  type SignificanceRanking,
} from "./ranking/rank-by-significance.js";
export { rankValdoTeams, type ValdoCase, type ValdoRank } from "./ranking/rank-valdo-teams.js";
export { wilcoxonSignedRank } from "./ranking/wilcoxon-signed-rank.js";
export {
  type AggregateScores,
  type AggregationConventions,
  aggregateScores,
  type PooledScores,
  type ScanRow,
} from "./scoring/aggregate-scores.js";
export {
  type DetectionRates,
  fBeta,
  type ScanCounts,
  type ScoringConventions,
  scoreCounts,
} from "./scoring/score-counts.js";
export { type DetectionScores, type MatchingConventions, scoreMatching } from "./scoring/score-matching.js";
export { assdMm } from "./segmentation/assd.js";
export { compareMasks, type MaskComparison } from "./segmentation/compare-masks.js";
export { hausdorff95Mm, hausdorffMm } from "./segmentation/hausdorff.js";
export { type SegmentationScores, segmentationScores } from "./segmentation/segmentation-scores.js";
export { surfaceDice } from "./segmentation/surface-dice.js";
export { type SurfaceDistances, surfaceDistances } from "./segmentation/surface-distances.js";
export { type MeanSummary, type MedianSummary, summariseMean, summariseMedian } from "./statistics/summarise.js";
export { binLabel } from "./strata/bin-label.js";
export { compareStrata, type StratumComparison } from "./strata/compare-strata.js";
export { filterByLocation } from "./strata/filter-by-location.js";
export { type LesionStratum, stratifyLesions } from "./strata/stratify-lesions.js";
export { type ScanStratum, stratifyScans } from "./strata/stratify-scans.js";
export { type OutcomeRow, type OutcomeSummary, summariseByOutcome } from "./strata/summarise-by-outcome.js";
export { type VoxelCovariates, voxelCovariates } from "./strata/voxel-covariates.js";
export { type JsonValue, toJsonValue } from "./to-json-value.js";
export { adjustPValues } from "./uncertainty/adjust-p-values.js";
export { type BootstrapOptions, bootstrapInterval } from "./uncertainty/bootstrap-interval.js";
export {
  type ClassClusters,
  type ClassScores,
  type DelongAuroc,
  type DelongOptions,
  delongAuroc,
  delongTest,
} from "./uncertainty/delong.js";
export { type PairedDifference, pairedBootstrap } from "./uncertainty/paired-bootstrap.js";
export { type PermutationOptions, pairedPermutationTest } from "./uncertainty/paired-permutation-test.js";
export { sortedQuantile } from "./uncertainty/sorted-quantile.js";
