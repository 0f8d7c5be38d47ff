import { BASE_PARAMETERS } from "./base-parameters.js";
import type { Protocol } from "./protocol.js";

/**
 * IoU above 0.001, best first, one-to-one.
 *
 * @since 0.1.0
 */
export const iou0001: Protocol = {
  id: "iou-0.001",
  title: "IoU above 0.001",
  source: "Chun-Bae, cerebral-microbleeds: 2-D boxes there, 3-D voxels here",
  parameters: {
    ...BASE_PARAMETERS,
    criterion: { by: "iou", minimum: 0.001, strict: true },
    assignment: "greedyByValue",
    headline: "pooled",
  },
};
