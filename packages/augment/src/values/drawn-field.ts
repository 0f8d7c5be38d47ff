import { createRng, type Volume, voxelCount } from "@cmb/core";
import { drawNumber, type RandomNumber } from "../definition/random-number.js";
import { controlShapeOf, type SmoothField } from "./smooth-field.js";

/** What a field is drawn from. @internal */
export interface DrawnField {
  readonly seed: number;
  readonly spacingMm: number;
}

/** A field whose control points are drawn by a seed: the same on the same grid. @internal */
export function drawnField(volume: Volume, { seed, spacingMm }: DrawnField, values: RandomNumber): SmoothField {
  const controlShape = controlShapeOf(volume, spacingMm);
  const rng = createRng(seed, "field");
  return {
    controlShape,
    values: Float64Array.from({ length: voxelCount(controlShape) }, () => drawNumber(rng, values)),
  };
}
