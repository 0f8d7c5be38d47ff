import { COMMON_SENSITIVITIES, LUNA_RATES } from "../curves/sensitivity-at.js";
import { BASE_PARAMETERS } from "./base-parameters.js";
import type { Protocol } from "./protocol.js";

/**
 * IoU ≥ 0.1, surest predictions first. Mean sensitivity at 1/8 to 8 false positives per scan.
 *
 * @since 0.1.0
 */
export const frocNndet: Protocol = {
  id: "froc-nndet",
  title: "FROC as nnDetection computes it",
  source: "MIC-DKFZ/nnDetection @97a58f3 froc.py; boxes there, voxels here",
  parameters: {
    ...BASE_PARAMETERS,
    criterion: { by: "iou", minimum: 0.1, strict: false },
    assignment: "greedyByScore",
    headline: "pooled",
    curve: { points: "withoutCollinear", reading: "linear", rates: LUNA_RATES, sensitivities: COMMON_SENSITIVITIES },
  },
};
