import type { TransformDefinition } from "../definition/transform-definition.js";
import { flipDefinition } from "./flip.js";

/** Every spatial transform. @internal */
export const SPATIAL_DEFINITIONS: readonly TransformDefinition[] = [flipDefinition];
