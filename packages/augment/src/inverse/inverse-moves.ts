import { CmbError } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import { builtInDefinitions } from "../built-in-definitions.js";
import type { TransformDefinition } from "../definition/transform-definition.js";
import { definitionOf } from "../history/apply-steps.js";
import { type History, parseHistory } from "../history/history.js";
import type { SpatialMove } from "../spatial/spatial-move.js";

/** What an inversion needs to know. @since 0.1.0 */
export interface InvertOptions {
  /** The grid of the scene before any transform; a volume is one. */
  readonly grid: Grid;
  /**
   * Transforms that move nothing, such as noise, have no inverse: `"skip"` passes them over, as test-time augmentation
   * wants it, `"throw"` names the first one; `"throw"` unless given.
   */
  readonly others?: "skip" | "throw" | undefined;
  /** Definitions of your own transforms; those of this package are known. */
  readonly transforms?: readonly TransformDefinition[] | undefined;
}

/** The moves of a history, from the first to the last, and the grid that they lead to. @internal */
export function movesOf(
  operation: string,
  history: History,
  { grid, others = "throw", transforms = [] }: InvertOptions,
): { readonly moves: readonly SpatialMove[]; readonly grid: Grid } {
  const known = [...transforms, ...builtInDefinitions()];
  const moves: SpatialMove[] = [];
  let current: Grid = { shape: grid.shape, affine: grid.affine };
  for (const { name, parameters } of parseHistory(history).steps) {
    const definition = definitionOf(name, known);
    if (definition.kind !== "spatial" && definition.kind !== "placed") {
      if (others === "throw") throw notInvertible(operation, name);
      continue;
    }
    const move = definition.move(current, parameters);
    moves.push(move);
    current = move.grid;
  }
  return { moves, grid: current };
}

function notInvertible(operation: string, name: string): CmbError<"INVALID_ARGUMENT"> {
  const message = `${operation}: "${name}" has no inverse; pass \`others: "skip"\` to undo the moves alone`;
  return new CmbError("INVALID_ARGUMENT", message, { name: "history", value: name });
}
