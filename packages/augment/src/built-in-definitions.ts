import type { TransformDefinition } from "./definition/transform-definition.js";
import { SPATIAL_DEFINITIONS } from "./spatial/spatial-definitions.js";

/**
 * The definitions of all transforms of this package, for a replay from names.
 *
 * @internal
 */
export function builtInDefinitions(): readonly TransformDefinition[] {
  return [...SPATIAL_DEFINITIONS];
}
