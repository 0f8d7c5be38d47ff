import { BASE_PARAMETERS } from "./base-parameters.js";
import type { Protocol } from "./protocol.js";

/**
 * For references that are points: the predicted lesion holds the point, or its centre is within 5 mm.
 *
 * @since 0.1.0
 */
export const pointHit: Protocol = {
  id: "point-hit",
  title: "Reference points hit by a prediction, or within 5 mm",
  source:
    "point annotations such as Dou et al. 2016 and MOMENI; the radius is this package's and must be stated with the result",
  parameters: {
    ...BASE_PARAMETERS,
    criterion: { by: "pointInMask", point: "reference", orWithinMm: 5 },
    assignment: "greedyByValue",
    headline: "pooled",
  },
};
