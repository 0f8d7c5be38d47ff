import { CmbError } from "@cmb/core";
import { builtInNames } from "./built-in-names.js";
import { createTransform as createAnyTransform } from "./create-transform.js";
import type { Transform } from "./transform.js";
import type { TransformDefinition } from "./transform-definition.js";

/**
 * A transform of your own from its definition and options, made as all of this package are.
 *
 * What `sample` of the definition returns goes through JSON before anybody sees it, so that a transform and its replay
 * work with the same numbers to the last bit.
 *
 * @param definition - name, options, `sample` and `apply`
 * @param options - those of the definition
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` that names an option which is unknown or holds what it must not, and for the name of
 * a transform of this package, which a replay would take for that one
 * @example
 * ```ts
 * import { createTransform, type IntensityDefinition } from "@cmb/augment";
 * const brighten: IntensityDefinition<{ readonly by?: number }, { readonly by: number }> = {
 *   name: "brighten",
 *   kind: "intensity",
 *   options: { by: { default: 1, wants: "a number", accepts: (value) => typeof value === "number" } },
 *   sample: (_rng, { by }) => ({ by }),
 *   apply: (volume, { by }) => ({ ...volume, data: volume.data.map((value) => value + by) }),
 * };
 * createTransform(brighten, { by: 2 }).name; // => "brighten"
 * ```
 * @since 0.1.0
 */
export function createTransform<O, P>(definition: TransformDefinition<O, P>, options: O): Transform<P> {
  const { name } = definition;
  if (builtInNames().includes(name)) {
    const message = `createTransform: "${name}" is a transform of this package, and a replay would take it for that; give yours another name`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "definition.name", value: name });
  }
  return createAnyTransform(definition, options);
}
