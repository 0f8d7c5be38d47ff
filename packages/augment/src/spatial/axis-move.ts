import { type Affine, type Axis, composeAffines, invertAffine, type Shape, spacing, voxelToWorld } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import { gridCentre } from "./grid-centre.js";
import type { SpatialMove } from "./spatial-move.js";

/** Which axis of the input each axis of the result shows, and whether the other way round. */
export interface AxisOrder {
  readonly order: readonly [Axis, Axis, Axis];
  readonly flip: readonly [boolean, boolean, boolean];
}

/**
 * Puts voxels into another order, and with them the anatomy: axes of the result point where axes of the input did, about
 * the same middle, with the spacing of the axes that they show.
 */
export function axisMove(grid: Grid, { order, flip }: AxisOrder): SpatialMove {
  const isSame = order.every((axis, n) => axis === n) && flip.every((one) => !one);
  if (isSame) return { grid, toInput: [] };
  const shape: Shape = [grid.shape[order[0]], grid.shape[order[1]], grid.shape[order[2]]];
  const turned = isInOrder(order) ? grid : { shape, affine: turnedAffine(grid, { order, shape }) };
  const toVoxel = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
  for (const [n, axis] of order.entries()) {
    toVoxel[4 * axis + n] = flip[n] === true ? -1 : 1;
    if (flip[n] === true) toVoxel[4 * axis + 3] = grid.shape[axis] - 1;
  }
  const inVoxels = toVoxel as unknown as Affine;
  const matrix = composeAffines(composeAffines(grid.affine, inVoxels), invertAffine(turned.affine));
  return { grid: turned, toInput: [{ kind: "affine", matrix }] };
}

function isInOrder(order: readonly Axis[]): boolean {
  return order.every((axis, n) => axis === n);
}

function turnedAffine(
  grid: Grid,
  { order, shape }: { readonly order: readonly Axis[]; readonly shape: Shape },
): Affine {
  const mm = spacing(grid.affine);
  const scaled = [...grid.affine];
  for (const [n, axis] of order.entries()) {
    for (const row of [0, 1, 2])
      scaled[4 * row + n] = ((grid.affine[4 * row + n] ?? 0) / (mm[n as Axis] ?? 1)) * (mm[axis] ?? 1);
  }
  const off = voxelToWorld(scaled as unknown as Affine, [(shape[0] - 1) / 2, (shape[1] - 1) / 2, (shape[2] - 1) / 2]);
  const centre = gridCentre(grid);
  for (const row of [0, 1, 2] as const) scaled[4 * row + 3] = (scaled[4 * row + 3] ?? 0) + centre[row] - off[row];
  return scaled as unknown as Affine;
}
