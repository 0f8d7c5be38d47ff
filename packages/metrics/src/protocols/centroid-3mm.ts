import { BASE_PARAMETERS } from "./base-parameters.js";
import type { Protocol } from "./protocol.js";

/**
 * Centres within 3 mm, nearest pairs first, one-to-one.
 *
 * @since 0.1.0
 */
export const centroid3mm: Protocol = {
  id: "centroid-3mm",
  title: "Centres within 3 mm",
  source: "VUNO, publication 3085. Whether a pair at 3 mm counts is not stated; it does here",
  parameters: {
    ...BASE_PARAMETERS,
    criterion: { by: "centreDistance", toleranceMm: 3, strict: false, truncateCentres: false },
    assignment: "greedyByValue",
    headline: "pooled",
  },
};
