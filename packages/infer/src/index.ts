export { checkInput } from "./check-input.js";
export { createDetector, type DetectOptions, type Detector } from "./create-detector.js";
export { defaultModel } from "./default-model.js";
export { type DetectMicrobleedsOptions, detectMicrobleeds } from "./detect-microbleeds.js";
export { type FastRadialSymmetryOptions, fastRadialSymmetry } from "./fast-radial-symmetry.js";
export type { InferenceOptions, Mirror } from "./lesion-model.js";
export type {
  LesionChannel,
  LesionNetwork,
  ModelManifest,
  PerAxis,
  RegionClass,
  RegionNetwork,
  VerifierNetwork,
  WeightsFile,
} from "./manifest/model-manifest.js";
export { parseManifest } from "./manifest/parse-manifest.js";
export type { DetectorOptions, ModelChoice } from "./open-lesion-model.js";
export type { PicturedPoint } from "./report/finding-pictures.js";
export { formatReportCsv } from "./report/format-report-csv.js";
export { formatReportHtml, type ReportHtmlOptions } from "./report/format-report-html.js";
export { pointPictures } from "./report/point-pictures.js";
export type {
  CheckSeverity,
  DetectionResult,
  InputCheck,
  InputCheckCode,
  LesionRegion,
  Microbleed,
  Preset,
  RegionLabels,
  RejectedCandidate,
  Report,
  Zone,
} from "./report.js";
export type { Device } from "./runtime/device.js";
export type { OwnModel } from "./runtime/read-model.js";
