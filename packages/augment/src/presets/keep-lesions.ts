import { assertTransforms, type CompositionParameters, createComposition } from "../composition/composition.js";
import { refusedOption } from "../definition/check-options.js";
import { isNumberWithin } from "../definition/option.js";
import { createSceneCursor } from "../definition/scene-cursor.js";
import type { Transform } from "../definition/transform.js";
import { definitionOf } from "../history/apply-steps.js";
import { lesionsAfter } from "../lesions/lesions-after.js";

/**
 * A transform that is drawn again where it would remove or invert a labelled lesion, and left out where that does not help.
 *
 * Without labels there is nothing to check, and it is drawn once. Each try costs the transform and a look at every lesion, and what is kept is done once
 * more, so that histories hold it like any other. Lesions are the labels, or the connected parts of a mask of 0 and 1; labels that a mirror image exchanges are followed.
 * What is kept can be faint: see `lesionSurvival`.
 *
 * @param transform - of values or places; a composition too
 * @param tries - how often to draw, a whole number of 1 or more; 4 unless given
 * @returns a transform
 * @throws CmbError `INVALID_ARGUMENT` when it is no transform, or `tries` no whole number of 1 or more
 * @example
 * ```ts
 * import { gaussianBlur, keepLesions } from "@cmb/augment";
 * const blur = keepLesions(gaussianBlur({ sigma: [0, 3] }));
 * blur.name; // => "keepLesions"
 * ```
 * @since 0.1.0
 */
export function keepLesions(transform: Transform, tries = 4): Transform<CompositionParameters> {
  assertTransforms("keepLesions", [transform]);
  if (!isNumberWithin(tries, { minimum: 1, whole: true })) {
    throw refusedOption("keepLesions.tries", tries, "a whole number from 1");
  }
  const { definitions } = transform;
  return createComposition({
    name: "keepLesions",
    children: [transform],
    draw: async (rng, cursor) => {
      const before = await cursor.scene();
      if (before.labels === undefined) return transform.draw(rng.at(0), cursor);
      for (let n = 0; n < tries; n++) {
        const attempt = createSceneCursor(before, cursor.tools);
        await transform.draw(rng.at(n), attempt);
        const options = { definitions, ...cursor.tools };
        const lesions = await lesionsAfter(before, await attempt.scene(), attempt.steps, options);
        if (lesions.some(({ verdict }) => verdict === "removed" || verdict === "inverted")) continue;
        for (const { name, parameters } of attempt.steps) {
          await cursor.add(definitionOf(name, definitions), parameters);
        }
        return;
      }
    },
  });
}
