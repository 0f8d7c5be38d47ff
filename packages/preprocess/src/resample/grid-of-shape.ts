import { type Affine, CmbError, type Shape } from "@cmb/core";
import type { Grid } from "./grid.js";

/**
 * A grid with another number of voxels in the same place: the outer faces of the outermost voxels stay where they are,
 * and the spacing follows. Resampling onto it is what `skimage.transform.resize` does, and nnU-Net through it.
 *
 * @param grid - the grid to divide otherwise; a volume is one
 * @param shape - the wanted voxels along i, j and k
 * @returns the grid; axes keep their directions
 * @throws CmbError `INVALID_ARGUMENT` when the shape is not three whole numbers of at least 1
 * @since 0.1.0
 */
export function gridOfShape(grid: Grid, shape: Shape): Grid {
  if (shape.length !== 3 || !shape.every((n) => Number.isSafeInteger(n) && n >= 1)) {
    const message = `gridOfShape: the shape is [${shape}]; give three whole numbers of at least 1`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "shape", value: shape });
  }
  const scale = [grid.shape[0] / shape[0], grid.shape[1] / shape[1], grid.shape[2] / shape[2]] as const;
  return { shape, affine: scaledAboutCentre(grid, shape, scale) };
}

/** The affine with its columns scaled, placed so that the centres of the two grids agree. */
export function scaledAboutCentre(
  { shape: oldShape, affine }: Grid,
  shape: Shape,
  scale: readonly [number, number, number],
): Affine {
  const row = (r: 0 | 4 | 8): readonly [number, number, number, number] => {
    const columns = [affine[r], affine[(r + 1) as 1], affine[(r + 2) as 2]] as const;
    const scaled = [columns[0] * scale[0], columns[1] * scale[1], columns[2] * scale[2]] as const;
    const shift = (n: 0 | 1 | 2): number => (columns[n] * (oldShape[n] - 1) - scaled[n] * (shape[n] - 1)) / 2;
    return [...scaled, affine[(r + 3) as 3] + shift(0) + shift(1) + shift(2)];
  };
  return [...row(0), ...row(4), ...row(8), 0, 0, 0, 1];
}
