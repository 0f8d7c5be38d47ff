import { type Axis, axisDirections, type Volume, type VoxelArray } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import { createTransform } from "../definition/create-transform.js";
import { anyOption, numberOption } from "../definition/option.js";
import type { Transform } from "../definition/transform.js";
import type { SceneDefinition } from "../definition/transform-definition.js";
import { flipDefinition } from "../spatial/flip.js";
import { moveScene } from "../spatial/move-scene.js";
import type { SpatialMove } from "../spatial/spatial-move.js";

/** Two labels that change places when left and right do. @since 0.1.0 */
export type SidePair = readonly [left: number, right: number];

/** What {@link flipSides} draws from. @since 0.1.0 */
export interface FlipSidesOptions {
  /** 0 to 1; 0.5 unless given. */
  readonly probability?: number;
  /** Labels of the left and the right side; none unless given. */
  readonly pairs?: readonly SidePair[];
}

/** What {@link flipSides} drew. @since 0.1.0 */
export interface FlipSidesParameters {
  readonly isFlipped: boolean;
  readonly pairs: readonly SidePair[];
}

/** @internal */
export const flipSidesDefinition: SceneDefinition<FlipSidesOptions, FlipSidesParameters> = {
  name: "flipSides",
  kind: "scene",
  options: {
    probability: numberOption(0.5, { minimum: 0, maximum: 1 }),
    pairs: anyOption<readonly SidePair[]>([], "a list of pairs of different labels, none of them twice", isPairs),
  },
  sample: (rng, { probability, pairs }) => ({ isFlipped: rng.uniform() < probability, pairs }),
  applyToScene: async (scene, { isFlipped, pairs }, tools) => {
    if (!isFlipped) return scene;
    const grid: Grid = { shape: scene.image.shape, affine: scene.image.affine };
    const moved = await moveScene(scene, [sidesMove(grid, isFlipped)], tools);
    return moved.labels === undefined ? moved : { ...moved, labels: exchanged(moved.labels, pairs) };
  },
  move: (grid, { isFlipped }) => sidesMove(grid, isFlipped),
  restoreLabels: (labels, { isFlipped, pairs }) => (isFlipped ? exchanged(labels, pairs) : labels),
};

/**
 * A mirror image along the voxel axis that runs most nearly from left to right, with labels of the left and the right side exchanged.
 *
 * `flip` leaves labels as they are, so that a left putamen comes to lie on the right with the label of a left one; here it gets the right one's. The
 * other two directions are never mirrored: no brain is upside down.
 *
 * @param options - see {@link FlipSidesOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function flipSides(options: FlipSidesOptions = {}): Transform<FlipSidesParameters> {
  return createTransform(flipSidesDefinition, options);
}

function sidesMove(grid: Grid, isFlipped: boolean): SpatialMove {
  return flipDefinition.move(grid, { axes: isFlipped ? [leftRightAxis(grid)] : [] });
}

function leftRightAxis({ affine }: Grid): Axis {
  const directions = axisDirections(affine);
  return ([0, 1, 2] as const).find((axis) => directions[axis].world === 0) ?? 0;
}

function exchanged<D extends VoxelArray>(labels: Volume<D>, pairs: readonly SidePair[]): Volume<D> {
  const others = new Map(pairs.flatMap(([left, right]) => [[left, right] as const, [right, left] as const]));
  const data = labels.data.slice() as D;
  for (let v = 0; v < data.length; v++) {
    const other = others.get(data[v] as number);
    if (other !== undefined) data[v] = other;
  }
  return { ...labels, data };
}

function isPairs(value: unknown): boolean {
  if (!Array.isArray(value) || !value.every((pair) => Array.isArray(pair) && pair.length === 2)) return false;
  const labels: readonly unknown[] = value.flat();
  return labels.every((label) => Number.isSafeInteger(label)) && new Set(labels).size === labels.length;
}
