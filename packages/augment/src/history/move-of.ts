import { isCmbError } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import type { TransformDefinition } from "../definition/transform-definition.js";
import type { SpatialMove } from "../spatial/spatial-move.js";
import { unusableStep } from "./unusable-step.js";

interface Step {
  /** On which the scene is before it. */
  readonly grid: Grid;
  readonly parameters: unknown;
  /** Its place in the history. */
  readonly n: number;
}

/**
 * The move of a step; `undefined` where it moves nothing.
 *
 * @throws CmbError `INVALID_ARGUMENT` that names the step where its parameters lead nowhere
 * @internal
 */
export function moveOf(
  definition: Exclude<TransformDefinition, { readonly kind: "intensity" }>,
  { grid, parameters, n }: Step,
): SpatialMove | undefined {
  let move: SpatialMove | undefined;
  try {
    move = definition.move?.(grid, parameters);
  } catch (error) {
    // A scale of 0 or a list that is too short makes a matrix that has no inverse.
    if (isCmbError(error) && !isCmbError(error, "SINGULAR_AFFINE")) throw error;
    throw unusableStep({ n, name: definition.name, parameters }, error);
  }
  if (move !== undefined && !isFiniteMove(move)) throw unusableStep({ n, name: definition.name, parameters });
  return move;
}

function isFiniteMove({ grid, toInput }: SpatialMove): boolean {
  if (![...grid.shape, ...grid.affine].every(Number.isFinite)) return false;
  return toInput.every((map) =>
    map.kind === "affine" ? map.matrix.every(Number.isFinite) : map.field.displacementsMm.every(Number.isFinite),
  );
}
