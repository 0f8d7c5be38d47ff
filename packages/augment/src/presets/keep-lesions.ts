import { type CompositionParameters, createComposition } from "../composition/composition.js";
import type { Transform } from "../definition/transform.js";
import { lesionSurvival } from "../lesions/lesion-survival.js";

/**
 * A transform that is drawn again where it would remove or invert a labelled lesion, and left out where that does not help.
 *
 * Without labels there is nothing to check, and it is drawn once. Each try costs the transform and a look at every lesion, and what is kept is done once
 * more, so that histories hold it like any other.
 *
 * @param transform - of values or places; a composition too
 * @param tries - how often to draw, a whole number of 1 or more; 4 unless given
 * @returns a transform
 * @example
 * ```ts
 * import { gaussianBlur, keepLesions } from "@cmb/augment";
 * const blur = keepLesions(gaussianBlur({ sigma: [0, 3] }));
 * blur.name; // => "keepLesions"
 * ```
 * @since 0.1.0
 */
export function keepLesions(transform: Transform, tries = 4): Transform<CompositionParameters> {
  return createComposition({
    name: "keepLesions",
    children: [transform],
    draw: async (rng, cursor) => {
      const before = await cursor.scene();
      if (before.labels === undefined) return transform.draw(rng.at(0), cursor);
      for (let n = 0; n < tries; n++) {
        const parameters = await transform.sample(rng.at(n), before.image, before);
        const after = await transform.applyToScene(before, parameters);
        const isLost = lesionSurvival(before, after).some(
          ({ verdict }) => verdict === "removed" || verdict === "inverted",
        );
        if (!isLost) return transform.draw(rng.at(n), cursor);
      }
    },
  });
}
