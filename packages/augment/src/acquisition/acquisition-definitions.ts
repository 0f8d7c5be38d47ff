import type { TransformDefinition } from "../definition/transform-definition.js";
import { bloomingDefinition } from "./blooming.js";
import { lowResolutionDefinition } from "./low-resolution.js";
import { phaseMaskStrengthDefinition } from "./phase-mask-strength.js";
import { skullStripDefinition } from "./skull-strip.js";
import { sliceProfileDefinition } from "./slice-profile.js";
import { thickSlicesDefinition } from "./thick-slices.js";

/** Every transform of this folder. @internal */
export const ACQUISITION_DEFINITIONS: readonly TransformDefinition[] = [
  bloomingDefinition,
  lowResolutionDefinition,
  phaseMaskStrengthDefinition,
  skullStripDefinition,
  sliceProfileDefinition,
  thickSlicesDefinition,
];
