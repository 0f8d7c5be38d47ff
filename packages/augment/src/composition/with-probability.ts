import { refusedOption } from "../definition/check-options.js";
import { isNumberWithin } from "../definition/option.js";
import type { Transform } from "../definition/transform.js";
import { assertTransforms, type CompositionParameters, createComposition } from "./composition.js";

/**
 * A transform that is made in a share of the samples, and else does nothing.
 *
 * @param transform - what to make
 * @param probability - from 0 to 1
 * @returns a transform
 * @throws CmbError `INVALID_ARGUMENT` when it is no transform, or the probability not from 0 to 1
 * @since 0.1.0
 */
export function withProbability(transform: Transform, probability: number): Transform<CompositionParameters> {
  assertTransforms("withProbability", [transform]);
  if (!isNumberWithin(probability, { minimum: 0, maximum: 1 })) {
    throw refusedOption("withProbability.probability", probability, "a number from 0 up to 1");
  }
  return createComposition({
    name: "withProbability",
    children: [transform],
    draw: async (rng, cursor) => {
      if (rng.at("chance").uniform() < probability) await transform.draw(rng.at("then"), cursor);
    },
  });
}
