import { COMMON_SENSITIVITIES, LUNA_RATES } from "../curves/sensitivity-at.js";
import { BASE_PARAMETERS } from "./base-parameters.js";
import type { Protocol } from "./protocol.js";

/**
 * The mean sensitivity at 1/8, 1/4, 1/2, 1, 2, 4 and 8 false positives per scan, each distinct score a threshold.
 *
 * @since 0.1.0
 */
export const frocLuna: Protocol = {
  id: "froc-luna",
  title: "FROC with the LUNA16 score",
  source:
    "LUNA16: mean sensitivity at 1/8 to 8 false positives per scan; repeated hits are ignored. LUNA takes the nodule's radius for the hit; here centres within 5 mm, since microbleeds are smaller than a reader's click is exact",
  parameters: {
    ...BASE_PARAMETERS,
    criterion: { by: "centreDistance", toleranceMm: 5, strict: false, truncateCentres: false },
    assignment: "manyToOne",
    duplicateHits: "ignore",
    headline: "pooled",
    curve: { points: "all", reading: "linear", rates: LUNA_RATES, sensitivities: COMMON_SENSITIVITIES },
  },
};
