import type { Attenuation } from "./attenuate-voxel.js";
import { attenuateVoxel } from "./attenuate-voxel.js";
import type { ComplexSlice } from "./complex-slice.js";
import type { FieldElements } from "./field-elements.js";
import type { Grid } from "./grid.js";

/** A voxel of the volume and the elements that reach it. @internal */
export type NearVoxel = readonly [voxel: number, elements: readonly number[]];

/** A slice without noise: as it is, and as it would be with the veins alone. @internal */
export interface SlicePair {
  readonly all: ComplexSlice;
  readonly veins: ComplexSlice;
}

/**
 * Multiplies each voxel of a slice that a source reaches by its complex factors.
 *
 * @param slices - hold the background, real; changed in place
 * @internal
 */
export function attenuateSlice(
  elements: FieldElements,
  grid: Grid,
  near: readonly NearVoxel[],
  { all, veins }: SlicePair,
): void {
  const voxels = grid.shape[0] * grid.shape[1];
  const left: Attenuation = { real: 1, imaginary: 0, veinReal: 1, veinImaginary: 0 };
  for (const [index, list] of near) {
    const v = index % voxels;
    const signal = all.real[v] as number;
    if (signal === 0) continue;
    attenuateVoxel(elements, list, { centreMm: centreOf(grid, index), spacingMm: grid.spacingMm }, left);
    all.real[v] = signal * left.real;
    all.imaginary[v] = signal * left.imaginary;
    veins.real[v] = signal * left.veinReal;
    veins.imaginary[v] = signal * left.veinImaginary;
  }
}

/** World position of the middle of a voxel. @internal */
export function centreOf({ shape, originMm, spacingMm }: Grid, index: number): readonly [number, number, number] {
  const [ni, nj] = shape;
  const i = index % ni;
  const j = ((index - i) / ni) % nj;
  const k = Math.floor(index / (ni * nj));
  return [originMm[0] + i * spacingMm[0], originMm[1] + j * spacingMm[1], originMm[2] + k * spacingMm[2]];
}
