import { BASE_PARAMETERS } from "./base-parameters.js";
import { ABOVE_ZERO, type Protocol } from "./protocol.js";

/**
 * The newest code of MicrobleedNet: at least one shared voxel, pairs with most shared voxels first, one-to-one.
 *
 * Averages and classification as in the published run.
 *
 * @since 0.1.0
 */
export const upstreamHead: Protocol = {
  id: "upstream-head",
  title: "MicrobleedNet, newest code: one shared voxel",
  source:
    "MicrobleedNet @760260b. Its queue skips some displaced predictions depending on their order; here they are false positives",
  parameters: {
    ...BASE_PARAMETERS,
    connectivity: 6,
    predictionForeground: ABOVE_ZERO,
    criterion: { by: "overlap", minimumVoxels: 1 },
    assignment: "greedyByValue",
    duplicateHits: "falsePositive",
    noTruePositives: "undefined",
    averagedScans: "nonEmpty",
    falsePositivesOver: "withReference",
    classificationThresholds: [1, 3, 5, 11],
    classifiedClass: "negative",
  },
};
