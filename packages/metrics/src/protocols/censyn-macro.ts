import { BASE_PARAMETERS } from "./base-parameters.js";
import { ABOVE_HALF, type Protocol } from "./protocol.js";

/**
 * Predictions of at least 5 voxels, 26 neighbours, any shared voxel, averaged over cases.
 *
 * @since 0.1.0
 */
export const censynMacro: Protocol = {
  id: "censyn-macro",
  title: "CenSynCMB, averaged over cases",
  source:
    "arXiv 2607.05325 and its README: 0.5, 26 neighbours, at least 5 voxels, macro per case. Its overlap rule is not published; any shared voxel here",
  parameters: {
    ...BASE_PARAMETERS,
    predictionForeground: ABOVE_HALF,
    minimumSizeVoxels: 5,
    minimumSizeOf: "prediction",
    criterion: { by: "overlap", minimumVoxels: 1 },
    assignment: "touching",
    headline: "macro",
  },
};
