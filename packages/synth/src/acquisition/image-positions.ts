import { CmbError, composeAffines, invertAffine } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";

/** Positions of the voxels of an image along each axis, in voxels of the simulated grid. @internal */
export type ImagePositions = readonly [Float64Array, Float64Array, Float64Array];

/** Of a voxel of the simulated grid: what the digits of two affines may differ by. */
const TOLERANCE = 1e-4;

/**
 * Where the voxels of an image lie on a simulated grid with the same axes.
 *
 * @throws CmbError `INVALID_ARGUMENT` when the axes differ, `OUT_OF_RANGE` when a voxel centre of the image lies outside
 * @internal
 */
export function imagePositions(grid: Grid, imageGrid: Grid): ImagePositions {
  const map = composeAffines(invertAffine(grid.affine), imageGrid.affine);
  const axes = [0, 1, 2] as const;
  const parallel = axes.every((row) =>
    axes.every((column) => {
      const step = map[(4 * row + column) as 0] * imageGrid.shape[column];
      return row === column ? step > 0 : Math.abs(step) < TOLERANCE;
    }),
  );
  if (!parallel) {
    const message =
      "acquire: the axes of the image are not those of the simulated grid; give an image grid whose i, j and k run along those of the simulation, and rotate the anatomy for an oblique head";
    throw new CmbError("INVALID_ARGUMENT", message, { name: "imageGrid", value: imageGrid.affine });
  }
  return [positions(0), positions(1), positions(2)];

  function positions(axis: 0 | 1 | 2): Float64Array {
    const [step, offset] = [map[(5 * axis) as 0], map[(4 * axis + 3) as 3]];
    const along = Float64Array.from({ length: imageGrid.shape[axis] }, (_, n) => offset + step * n);
    const [first, last] = [along[0] as number, along[along.length - 1] as number];
    if (first >= -0.5 - TOLERANCE && last <= grid.shape[axis] - 0.5 + TOLERANCE) return along;
    const message = `acquire: along axis ${axis} the image reaches from voxel ${first} to ${last} of a simulated grid of ${grid.shape[axis]}; simulate a larger one`;
    throw new CmbError("OUT_OF_RANGE", message, {
      name: "imageGrid",
      value: first,
      minimum: -0.5,
      maximum: grid.shape[axis] - 0.5,
    });
  }
}
