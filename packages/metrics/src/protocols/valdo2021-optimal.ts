import { BASE_PARAMETERS } from "./base-parameters.js";
import { ABOVE_HALF, type Protocol } from "./protocol.js";

/**
 * The VALDO rule with the assignment that has the most matches, and of those the smallest sum of distances.
 *
 * @since 0.1.0
 */
export const valdo2021Optimal: Protocol = {
  id: "valdo2021-optimal",
  title: "VALDO 2021 task 2 by its text, most matches",
  source: "arXiv 2208.07167 section 2.5 with an optimal assignment",
  parameters: {
    ...BASE_PARAMETERS,
    connectivity: 6,
    predictionForeground: ABOVE_HALF,
    criterion: { by: "centreDistance", toleranceMm: 5, strict: true, truncateCentres: false },
    assignment: "optimal",
    emptyReference: "f1Undefined",
    headline: "median",
  },
};
