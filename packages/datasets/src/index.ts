export { createMemoryFolder } from "./create-memory-folder.js";
export type { DatasetFolder } from "./dataset-folder.js";
export { addToTraining } from "./splits/add-to-training.js";
export {
  type PatientSplit,
  type SplitByPatientOptions,
  type SplitRow,
  splitByPatient,
} from "./splits/split-by-patient.js";
export {
  type ShuffleSplit,
  type ShuffleSplitOptions,
  stratifiedShuffleSplit,
} from "./splits/stratified-shuffle-split.js";
export { type StratifyRow, stratifyLabel } from "./splits/stratify-label.js";
export { type MatMatrix, type ReadMatOptions, readMat } from "./tables/read-mat.js";
export { type Cell, type ReadSheetOptions, readSheet } from "./tables/read-sheet.js";
