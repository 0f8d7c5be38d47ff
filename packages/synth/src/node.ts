export type { SampleOutcome } from "./dataset/dataset-plan.js";
export { type WriteDatasetOptions, writeDataset } from "./dataset/write-dataset.node.js";
