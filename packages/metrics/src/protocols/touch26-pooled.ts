import { BASE_PARAMETERS } from "./base-parameters.js";
import { ABOVE_ZERO, type Protocol } from "./protocol.js";

/**
 * A reference is found when any predicted voxel touches it; a prediction is false when it touches none; pooled.
 *
 * @since 0.1.0
 */
export const touch26Pooled: Protocol = {
  id: "touch26-pooled",
  title: "Any touch, 26 neighbours, pooled",
  source: "mendeltem cmb/metrics.py (MIT)",
  parameters: {
    ...BASE_PARAMETERS,
    predictionForeground: ABOVE_ZERO,
    criterion: { by: "overlap", minimumVoxels: 1 },
    assignment: "touching",
    headline: "pooled",
  },
};
