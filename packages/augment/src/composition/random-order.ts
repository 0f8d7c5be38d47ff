import type { Transform } from "../definition/transform.js";
import { assertTransforms, type CompositionParameters, childAt, createComposition } from "./composition.js";
import { rankByWeight } from "./rank.js";

/**
 * All of some transforms, in an order that is drawn.
 *
 * @param transforms - at least one
 * @returns a transform
 * @throws CmbError `INVALID_ARGUMENT` for an empty list
 * @since 0.1.0
 */
export function randomOrder(transforms: readonly Transform[]): Transform<CompositionParameters> {
  assertTransforms("randomOrder", transforms);
  return createComposition({
    name: "randomOrder",
    children: transforms,
    draw: async (rng, cursor) => {
      const order = rankByWeight(
        rng.at("order"),
        transforms.map(() => 1),
      );
      for (const n of order) await childAt(transforms, n).draw(rng.at(n), cursor);
    },
  });
}
