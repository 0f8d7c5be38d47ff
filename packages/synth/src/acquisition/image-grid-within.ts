import { CmbError, spacing, voxelToWorld } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import type { Protocol } from "./protocol.js";

/** How much of a simulated grid an image leaves out. @since 0.1.0 */
export interface ImageGridOptions {
  /** Between the faces of the image and those of the simulation, along each axis; 0 unless given. */
  readonly marginMm?: number | readonly [number, number, number] | undefined;
}

/**
 * The grid of an image within a simulated grid: the protocol's voxels, as many as fit, about the same centre.
 *
 * k-space wraps a patch around, and ringing and slice profiles reach over its edge; a margin of 8 mm keeps both out.
 *
 * @param grid - the simulated grid
 * @param protocol - `spacingMm`
 * @param options - see {@link ImageGridOptions}
 * @returns a grid with the axes of the simulated one
 * @throws CmbError `OUT_OF_RANGE` when not one voxel fits, or a margin is negative
 * @example
 * ```ts
 * import { affineFromSpacing } from "@cmb/core";
 * import { imageGridWithin } from "@cmb/synth";
 * const grid = { shape: [128, 128, 128], affine: affineFromSpacing([0.5, 0.5, 0.5]) } as const;
 * imageGridWithin(grid, { spacingMm: [0.5, 0.5, 2] }, { marginMm: 8 }).shape; // => [96, 96, 24]
 * ```
 * @since 0.1.0
 */
export function imageGridWithin(
  grid: Grid,
  { spacingMm }: Pick<Protocol, "spacingMm">,
  { marginMm = 0 }: ImageGridOptions = {},
): Grid {
  const margins = typeof marginMm === "number" ? ([marginMm, marginMm, marginMm] as const) : marginMm;
  const simulatedMm = spacing(grid.affine);
  const shape = [count(0), count(1), count(2)] as const;
  const { affine } = grid;
  const centre = voxelToWorld(affine, [(grid.shape[0] - 1) / 2, (grid.shape[1] - 1) / 2, (grid.shape[2] - 1) / 2]);
  const row = (r: 0 | 1 | 2): readonly [number, number, number, number] => {
    const along = (axis: 0 | 1 | 2): number => (affine[(4 * r + axis) as 0] * spacingMm[axis]) / simulatedMm[axis];
    const [a, b, c] = [along(0), along(1), along(2)];
    const offset = (a * (shape[0] - 1) + b * (shape[1] - 1) + c * (shape[2] - 1)) / 2;
    return [a, b, c, centre[r] - offset];
  };
  return { shape, affine: [...row(0), ...row(1), ...row(2), 0, 0, 0, 1] };

  function count(axis: 0 | 1 | 2): number {
    const margin = margins[axis];
    const lengthMm = grid.shape[axis] * simulatedMm[axis] - 2 * margin;
    // 48 mm over 0.48 mm is 99.99999999999999.
    const voxels = Math.floor(lengthMm / spacingMm[axis] + 1e-9);
    if (margin >= 0 && voxels >= 1) return voxels;
    const message = `imageGridWithin: along axis ${axis} a margin of ${margin} mm leaves ${lengthMm} mm for voxels of ${spacingMm[axis]} mm; give a smaller margin or simulate more`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "marginMm", value: margin, minimum: 0 });
  }
}
