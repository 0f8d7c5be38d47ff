import { refusedOption } from "../definition/check-options.js";
import { isNumberWithin } from "../definition/option.js";
import type { Transform } from "../definition/transform.js";
import { assertTransforms, type CompositionParameters, childAt, createComposition } from "./composition.js";
import { rankByWeight } from "./rank.js";

/**
 * One of some transforms.
 *
 * One more at the end of the list changes only the samples in which it is the one.
 *
 * @param transforms - at least one
 * @param weights - how often each is taken, in proportion; equally often unless given
 * @returns a transform
 * @throws CmbError `INVALID_ARGUMENT` for an empty list, or weights that are negative, all 0 or of another number
 * @since 0.1.0
 */
export function oneOf(transforms: readonly Transform[], weights?: readonly number[]): Transform<CompositionParameters> {
  assertTransforms("oneOf", transforms);
  const shares = weights ?? transforms.map(() => 1);
  const fit =
    Array.isArray(shares) &&
    shares.length === transforms.length &&
    shares.every((weight) => isNumberWithin(weight, { minimum: 0 }));
  if (!fit || !shares.some((weight) => weight > 0)) {
    const wants = `${transforms.length} numbers of 0 or more, one for each transform, not all 0`;
    throw refusedOption("oneOf.weights", weights, wants);
  }
  return createComposition({
    name: "oneOf",
    children: transforms,
    draw: async (rng, cursor) => {
      const [chosen = 0] = rankByWeight(rng.at("choice"), shares);
      await childAt(transforms, chosen).draw(rng.at(chosen), cursor);
    },
  });
}
