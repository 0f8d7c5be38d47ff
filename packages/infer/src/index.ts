export { checkInput } from "./check-input.js";
export {
  createDetector,
  type DetectOptions,
  type Detector,
  type DetectorOptions,
  type Device,
} from "./create-detector.js";
export { type DetectMicrobleedsOptions, detectMicrobleeds } from "./detect-microbleeds.js";
export { type FastRadialSymmetryOptions, fastRadialSymmetry } from "./fast-radial-symmetry.js";
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
  RejectedCandidate,
  Report,
  Zone,
} from "./report.js";
