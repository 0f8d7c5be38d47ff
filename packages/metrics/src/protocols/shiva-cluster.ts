import { BASE_PARAMETERS } from "./base-parameters.js";
import { ABOVE_HALF, type Protocol } from "./protocol.js";

/**
 * Clusters of SHIVA: any overlap, 26 neighbours, values above 0.5 on both sides.
 *
 * `minimumSizeVoxels` is SHIVA's cluster filter plus one. Filtered clusters do not count but still hit and are hit.
 *
 * @since 0.1.0
 */
export const shivaCluster: Protocol = {
  id: "shiva-cluster",
  title: "SHIVA clusters, any overlap",
  source: "pboutinaud/SHiVAi @63b8503 utils/metrics.py image_metrics",
  parameters: {
    ...BASE_PARAMETERS,
    referenceForeground: ABOVE_HALF,
    predictionForeground: ABOVE_HALF,
    criterion: { by: "overlap", minimumVoxels: 1 },
    assignment: "touching",
    emptyPair: "one",
    emptyReference: "zero",
    emptyPrediction: "zero",
    measures: "shivaClusters",
    headline: "macro",
  },
};
