import { BASE_PARAMETERS } from "./base-parameters.js";
import { ABOVE_ZERO, type Protocol } from "./protocol.js";

/**
 * Pairs with IoU ≥ 0.5, best first, one-to-one. Segmentation quality is the mean IoU of hits, recognition quality is F1,
 * panoptic quality their product.
 *
 * @since 0.1.0
 */
export const panoptic: Protocol = {
  id: "panoptic",
  title: "Panoptic quality at IoU 0.5",
  source: "BrainLesion/panoptica @b0ac3e4, NaiveThresholdMatching with its defaults",
  parameters: {
    ...BASE_PARAMETERS,
    predictionForeground: ABOVE_ZERO,
    criterion: { by: "iou", minimum: 0.5, strict: false },
    assignment: "greedyByValue",
    measures: "panoptic",
    headline: "macro",
  },
};
