import { BASE_PARAMETERS } from "./base-parameters.js";
import { FROM_HALF, type Protocol } from "./protocol.js";

/**
 * The VALDO challenge as its code computes it: each prediction takes its nearest reference, < 5 mm; the nearest is the
 * hit, all of them where they tie.
 *
 * The Dice of a hit reference unions every prediction that names it; volumes sum the values from 0.5 on.
 *
 * @since 0.1.0
 */
export const valdo2021Code: Protocol = {
  id: "valdo2021-code",
  title: "VALDO 2021 task 2, the organisers' code",
  source: "WhereIsValdo/valdo-eval-2021 @ee87c04 called with -c 1 -m 5, as the challenge was",
  parameters: {
    ...BASE_PARAMETERS,
    connectivity: 6,
    predictionForeground: FROM_HALF,
    criterion: { by: "centreDistance", toleranceMm: 5, strict: true, truncateCentres: false },
    assignment: "nearestReference",
    duplicateHits: "falsePositive",
    truePositivesAre: "predictions",
    emptyReference: "f1Undefined",
    measures: "valdoCode",
    headline: "median",
  },
};
