import { ACQUISITION_DEFINITIONS } from "./acquisition/acquisition-definitions.js";
import type { TransformDefinition } from "./definition/transform-definition.js";
import { INTENSITY_DEFINITIONS } from "./intensity/intensity-definitions.js";
import { KSPACE_DEFINITIONS } from "./kspace/kspace-definitions.js";
import { flipSidesDefinition } from "./presets/flip-sides.js";
import { SPATIAL_DEFINITIONS } from "./spatial/spatial-definitions.js";

/**
 * The definitions of all transforms of this package, for a replay from names.
 *
 * @internal
 */
export function builtInDefinitions(): readonly TransformDefinition[] {
  return [
    ...SPATIAL_DEFINITIONS,
    ...INTENSITY_DEFINITIONS,
    ...KSPACE_DEFINITIONS,
    ...ACQUISITION_DEFINITIONS,
    flipSidesDefinition,
  ];
}
