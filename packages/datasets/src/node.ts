export { openFolder } from "./open-folder.node.js";
export { type StandardizeDatasetOptions, standardizeDataset } from "./standardize/standardize-dataset.node.js";
export type { StandardizeOutcome } from "./standardize/standardize-plan.js";
