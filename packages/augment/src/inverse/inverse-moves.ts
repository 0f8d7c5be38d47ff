import { CmbError, type Volume, type VoxelArray } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import { builtInDefinitions } from "../built-in-definitions.js";
import { assertOptions } from "../definition/check-options.js";
import { ANY_CHECK, wordOption } from "../definition/option.js";
import type { SceneDefinition, TransformDefinition } from "../definition/transform-definition.js";
import { definitionOf } from "../history/apply-steps.js";
import { type History, parseHistory } from "../history/history.js";
import { moveOf } from "../history/move-of.js";
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

/** @internal */
export interface HistoryMoves {
  /** From the first to the last. */
  readonly moves: readonly SpatialMove[];
  /** To which they lead. */
  readonly grid: Grid;
  /** Undoes what was done to labels beside moving them. */
  restoreLabels<D extends VoxelArray>(labels: Volume<D>): Volume<D>;
}

/** Of volumes, labels and points together, as one object of options serves them all. */
const INVERT_CHECKS = {
  grid: ANY_CHECK,
  others: wordOption("throw", ["throw", "skip"]),
  transforms: { wants: "a list of definitions", accepts: Array.isArray },
  interpolation: ANY_CHECK,
  outside: ANY_CHECK,
  signal: ANY_CHECK,
};

/** What a history moved, and where to. @internal */
export function movesOf(operation: string, history: History, options: InvertOptions): HistoryMoves {
  assertOptions<object>(operation, INVERT_CHECKS, options);
  const { grid, others = "throw", transforms = [] } = options;
  const known = [...transforms, ...builtInDefinitions()];
  const moves: SpatialMove[] = [];
  const relabelled: { readonly definition: SceneDefinition<unknown, unknown>; readonly parameters: unknown }[] = [];
  let current: Grid = { shape: grid.shape, affine: grid.affine };
  for (const [n, { name, parameters }] of parseHistory(history).steps.entries()) {
    const definition = definitionOf(name, known);
    const move = definition.kind === "intensity" ? undefined : moveOf(definition, { grid: current, parameters, n });
    if (move === undefined) {
      if (others === "throw") throw notInvertible(operation, name);
      continue;
    }
    if (definition.kind === "scene") relabelled.unshift({ definition, parameters });
    moves.push(move);
    current = move.grid;
  }
  const restoreLabels = <D extends VoxelArray>(labels: Volume<D>): Volume<D> =>
    relabelled.reduce((volume, one) => one.definition.restoreLabels?.(volume, one.parameters) ?? volume, labels);
  return { moves, grid: current, restoreLabels };
}

function notInvertible(operation: string, name: string): CmbError<"INVALID_ARGUMENT"> {
  const message = `${operation}: "${name}" has no inverse; pass \`others: "skip"\` to undo the moves alone`;
  return new CmbError("INVALID_ARGUMENT", message, { name: "history", value: name });
}
