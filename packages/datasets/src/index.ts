export { createMemoryFolder } from "./create-memory-folder.js";
export { DATASET_FACTS, type DatasetFacts } from "./dataset-facts.js";
export type { DatasetFolder } from "./dataset-folder.js";
export type {
  Annotation,
  Covariates,
  DatasetName,
  DatasetSubject,
  DatasetWarning,
  DatasetWarningCode,
  LesionNote,
  ReadDatasetOptions,
} from "./dataset-subject.js";
export { type GenerateDatasetOptions, generateDataset } from "./generate/generate-dataset.js";
export type { GeneratedDataset, GeneratedSeries } from "./generate/generated-dataset.js";
export { readBids } from "./readers/read-bids.js";
export { type ReadCerebriuOptions, readCerebriu } from "./readers/read-cerebriu.js";
export { readCerebriuNegative } from "./readers/read-cerebriu-negative.js";
export { DATASET_NAMES, type ReadAnyDatasetOptions, readDataset } from "./readers/read-dataset.js";
export { readDou } from "./readers/read-dou.js";
export { readMomeni } from "./readers/read-momeni.js";
export { type ReadMomeniSynthOptions, readMomeniSynth } from "./readers/read-momeni-synth.js";
export { readRodeja } from "./readers/read-rodeja.js";
export { readValdo } from "./readers/read-valdo.js";
export { seriesUid } from "./series-uid.js";
export { addToTraining } from "./splits/add-to-training.js";
export {
  type PatientSplit,
  type SplitByPatientOptions,
  type SplitRow,
  splitByPatient,
} from "./splits/split-by-patient.js";
export { type CountedSubject, splitRows } from "./splits/split-rows.js";
export {
  type ShuffleSplit,
  type ShuffleSplitOptions,
  stratifiedShuffleSplit,
} from "./splits/stratified-shuffle-split.js";
export { type StratifyRow, stratifyLabel } from "./splits/stratify-label.js";
export type { GivenBrainMask } from "./standardize/brain-mask.js";
export { parseRadiusFixes, type RadiusFix, type SphereRule, STUDY_SPHERES } from "./standardize/parse-radius-fixes.js";
export { formatQcTable, type QcRow } from "./standardize/qc-table.js";
export { radiusFixesOf, type SubjectRadiusFixes } from "./standardize/radius-fixes-of.js";
export { type StandardRecipeOptions, standardRecipe } from "./standardize/standard-recipe.js";
export {
  type StandardizedSubject,
  type StandardizeSubjectOptions,
  standardizeSubject,
} from "./standardize/standardize-subject.js";
export { type BurdenRow, burdenLevels } from "./summary/burden-levels.js";
export { resolutionLevel } from "./summary/resolution-level.js";
export {
  type DatasetSummary,
  type MeanAndDeviation,
  type SummaryRow,
  summariseDataset,
} from "./summary/summarise-dataset.js";
export { type MatMatrix, type ReadMatOptions, readMat } from "./tables/read-mat.js";
export { type Cell, type ReadSheetOptions, readSheet } from "./tables/read-sheet.js";
