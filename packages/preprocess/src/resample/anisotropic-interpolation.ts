import { type Axis, spacing } from "@cmb/core";
import type { Grid } from "./grid.js";
import { gridMapping } from "./grid-mapping.js";

/** How {@link anisotropicInterpolation} decides. @since 0.1.0 */
export interface AnisotropicInterpolationOptions<K extends "linear" | "cubic"> {
  /** The interpolation within slices: `"cubic"` for images, `"linear"` for labels and probabilities, as nnU-Net has it. */
  readonly inPlane: K;
  /** Largest spacing over smallest, above which a grid counts as anisotropic; 3 unless given. */
  readonly ratio?: number | undefined;
}

/**
 * nnU-Net's rule for thick slices: where one spacing is more than three times another, the nearest slice is taken across
 * slices and `inPlane` holds within them, because a spline through thick slices rings. Else `inPlane` holds everywhere.
 *
 * The volume's own spacing is looked at first and then that of the target. The low-resolution axis is the one with the
 * largest spacing; where two axes share it, there are no slices, and `inPlane` holds everywhere.
 *
 * @param volume - the grid of what will be resampled
 * @param target - the grid that it will be resampled onto; where its axes are not parallel, the rule does not apply
 * @param options - see {@link AnisotropicInterpolationOptions}
 * @returns the `interpolation` of `resample` or `resampleLabels`, for the axes i, j and k of the volume
 * @throws CmbError `SINGULAR_AFFINE` when the volume's affine cannot be inverted
 * @see nnU-Net 2.8, `default_resampling.py`: `determine_do_sep_z_and_axis`
 * @since 0.1.0
 */
export function anisotropicInterpolation<K extends "linear" | "cubic">(
  volume: Grid,
  target: Grid,
  options: AnisotropicInterpolationOptions<K>,
): K | readonly [K | "nearest", K | "nearest", K | "nearest"] {
  const { inPlane, ratio = 3 } = options;
  const { axes } = gridMapping(volume, target);
  if (axes === undefined) return inPlane;
  const own = spacing(volume.affine);
  const wanted = spacing(target.affine);
  const onto = (axis: Axis): number => wanted[axes.indexOf(axis) as Axis];
  const across = isAnisotropic(own, ratio)
    ? lowResolutionAxis(own)
    : isAnisotropic(wanted, ratio)
      ? lowResolutionAxis([onto(0), onto(1), onto(2)])
      : undefined;
  if (across === undefined) return inPlane;
  const along = (axis: Axis): K | "nearest" => (axis === across ? "nearest" : inPlane);
  return [along(0), along(1), along(2)];
}

/** Spacings that differ by less than rounding in a header are the same. */
const SAME = 1e-4;

function isAnisotropic(spacingMm: readonly number[], ratio: number): boolean {
  return Math.max(...spacingMm) / Math.min(...spacingMm) > ratio;
}

function lowResolutionAxis(spacingMm: readonly [number, number, number]): Axis | undefined {
  const most = Math.max(...spacingMm);
  const axes = ([0, 1, 2] as const).filter((axis) => spacingMm[axis] > most * (1 - SAME));
  return axes.length === 1 ? axes[0] : undefined;
}
