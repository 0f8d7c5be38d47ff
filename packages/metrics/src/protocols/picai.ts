import { COMMON_SENSITIVITIES, LUNA_RATES } from "../curves/sensitivity-at.js";
import { BASE_PARAMETERS } from "./base-parameters.js";
import { ABOVE_ZERO, type Protocol } from "./protocol.js";

/**
 * IoU ≥ 0.1, the assignment with the largest sum of 1 + IoU; candidates that overlap a lesion and are not matched count
 * neither way. Average precision over lesions and AUROC over cases.
 *
 * @since 0.1.0
 */
export const picai: Protocol = {
  id: "picai",
  title: "PI-CAI lesion evaluation",
  source: "DIAGNijmegen/picai_eval 1.4",
  parameters: {
    ...BASE_PARAMETERS,
    predictionForeground: ABOVE_ZERO,
    criterion: { by: "iou", minimum: 0.1, strict: false },
    assignment: "optimalSum",
    duplicateHits: "ignore",
    headline: "pooled",
    curve: { points: "openEnd", reading: "step", rates: LUNA_RATES, sensitivities: COMMON_SENSITIVITIES },
  },
};
