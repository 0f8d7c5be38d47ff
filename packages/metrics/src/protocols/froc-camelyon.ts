import { CAMELYON_RATES, COMMON_SENSITIVITIES } from "../curves/sensitivity-at.js";
import { BASE_PARAMETERS } from "./base-parameters.js";
import type { Protocol } from "./protocol.js";

/**
 * A prediction hits the reference lesion that holds its centre; several hits count once with the best score. Mean
 * sensitivity at 1/4 to 8 false positives per scan.
 *
 * @since 0.1.0
 */
export const frocCamelyon: Protocol = {
  id: "froc-camelyon",
  title: "FROC as MONAI computes the CAMELYON16 score",
  source: "Project-MONAI monai/metrics/froc.py: drops the lowest score, 0 for missed targets included",
  parameters: {
    ...BASE_PARAMETERS,
    criterion: { by: "pointInMask", point: "prediction", orWithinMm: null },
    assignment: "touching",
    duplicateHits: "ignore",
    headline: "pooled",
    curve: { points: "withoutLowest", reading: "linear", rates: CAMELYON_RATES, sensitivities: COMMON_SENSITIVITIES },
  },
};
