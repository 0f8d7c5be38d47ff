// How near simulated scans come to real ones: `@cmb/synth/realism`.
export type { BackgroundComparison, BackgroundPair, ComparedBackground } from "./realism/background-comparison.js";
export {
  type BackgroundStatistics,
  backgroundStatistics,
  type LocalStatistics,
} from "./realism/background-statistics.js";
export { type BackgroundDistance, compareBackgrounds } from "./realism/compare-backgrounds.js";
export { type CountComparison, type CountShare, compareCounts } from "./realism/compare-counts.js";
export {
  type CompareDistributionsOptions,
  compareDistributions,
  type DistributionComparison,
  type QuantilePair,
} from "./realism/compare-distributions.js";
export type { Sheet } from "./realism/contact-sheet.js";
export { formatRealismHtml } from "./realism/format-realism-html.js";
export { measureObject, type ObjectMeasures } from "./realism/measure-object.js";
export {
  type CountClass,
  MEASURES,
  type Measure,
  REAL_COUNT_CLASSES,
  REAL_COUNTS,
  REAL_GROUPS,
  REAL_PROBABILITIES,
  type RealDistribution,
  type RealGroup,
} from "./realism/real-distributions.js";
export {
  type ClassCount,
  type GroupComparison,
  type MeasuredObject,
  type NamedScan,
  type Realism,
  type RealismOptions,
  type RealismReport,
  realismReport,
} from "./realism/realism-report.js";
