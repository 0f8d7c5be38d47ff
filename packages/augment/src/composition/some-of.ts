import { refusedOption } from "../definition/check-options.js";
import { drawNumber, type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import { assertTransforms, type CompositionParameters, childAt, createComposition } from "./composition.js";
import { rankByWeight } from "./rank.js";

/**
 * Some of a list of transforms, in the order of the list, none twice.
 *
 * @param count - how many: a whole number, or what to draw one from, such as
 * `{ distribution: "integer", minimum: 0, maximum: 2 }`; a drawn number is rounded
 * @param transforms - at least as many
 * @returns a transform
 * @throws CmbError `INVALID_ARGUMENT` for an empty list, or a count that can be more than there are
 * @since 0.1.0
 */
export function someOf(count: RandomNumber, transforms: readonly Transform[]): Transform<CompositionParameters> {
  assertTransforms("someOf", transforms);
  const option = randomNumberOption(1, { minimum: 0, maximum: transforms.length });
  if (!option.accepts(count)) throw refusedOption("someOf.count", count, option.wants);
  return createComposition({
    name: "someOf",
    children: transforms,
    draw: async (rng, cursor) => {
      const wanted = Math.round(drawNumber(rng.at("count"), count));
      const ranked = rankByWeight(
        rng.at("choice"),
        transforms.map(() => 1),
      );
      for (const n of [...ranked.slice(0, wanted)].sort((a, b) => a - b)) {
        await childAt(transforms, n).draw(rng.at(n), cursor);
      }
    },
  });
}
