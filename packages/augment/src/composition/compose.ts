import type { Transform } from "../definition/transform.js";
import { assertTransforms, type CompositionParameters, createComposition } from "./composition.js";

/**
 * Transforms one after the other.
 *
 * Each draws from a stream of its own, keyed by its place in the list: what is added at the end changes no draw before it.
 * Spatial transforms that follow one another are made in one interpolation.
 *
 * @param transforms - at least one; compositions may be among them
 * @returns their sequence, a transform itself
 * @throws CmbError `INVALID_ARGUMENT` for an empty list, or two different transforms of one name
 * @since 0.1.0
 */
export function compose(transforms: readonly Transform[]): Transform<CompositionParameters> {
  assertTransforms("compose", transforms);
  return createComposition({
    name: "compose",
    children: transforms,
    draw: async (rng, cursor) => {
      for (const [n, transform] of transforms.entries()) await transform.draw(rng.at(n), cursor);
    },
  });
}
