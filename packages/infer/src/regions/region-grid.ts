import { type Shape, type Volume, voxelToWorld, type WorldPoint } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";

/** How a region network sees the world. */
export interface RegionGridOptions {
  /** Voxels along i, j and k. */
  readonly shape: Shape;
  /** Edge of a voxel. */
  readonly spacingMm: number;
}

/** A grid of cubes along the world's axes, right, front and top, about a point. */
export function regionGrid([x, y, z]: WorldPoint, { shape, spacingMm: mm }: RegionGridOptions): Grid {
  const first = (n: number, centre: number): number => centre - ((n - 1) / 2) * mm;
  const [ni, nj, nk] = shape;
  return { shape, affine: [mm, 0, 0, first(ni, x), 0, mm, 0, first(nj, y), 0, 0, mm, first(nk, z), 0, 0, 0, 1] };
}

/** The point in the middle of a grid. */
export function gridCentre({ shape: [ni, nj, nk], affine }: Pick<Volume, "shape" | "affine">): WorldPoint {
  return voxelToWorld(affine, [(ni - 1) / 2, (nj - 1) / 2, (nk - 1) / 2]);
}
