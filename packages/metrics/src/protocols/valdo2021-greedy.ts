import { BASE_PARAMETERS } from "./base-parameters.js";
import { ABOVE_HALF, type Protocol } from "./protocol.js";

/**
 * The VALDO rule as its text is read: all pairs < 5 mm from the nearest on, one-to-one; median over subjects.
 *
 * @since 0.1.0
 */
export const valdo2021Greedy: Protocol = {
  id: "valdo2021-greedy",
  title: "VALDO 2021 task 2 by its text, greedy",
  source: "arXiv 2208.07167 section 2.5 as quoted by mendeltem/cmb-valdo-chain; differs from the organisers' code",
  parameters: {
    ...BASE_PARAMETERS,
    connectivity: 6,
    predictionForeground: ABOVE_HALF,
    criterion: { by: "centreDistance", toleranceMm: 5, strict: true, truncateCentres: false },
    assignment: "greedyByValue",
    emptyReference: "f1Undefined",
    headline: "median",
  },
};
