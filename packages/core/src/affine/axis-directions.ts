import { eigenSymmetric3 } from "../eigen-symmetric3.js";
import type { Affine } from "../volume.js";
import { assertInvertible } from "./assert-invertible.js";
import { spacing } from "./spacing.js";

/** The world axis that a voxel axis runs along best, and its sign. @since 0.1.0 */
export interface AxisDirection {
  /** 0 for x (left to right), 1 for y (back to front), 2 for z (bottom to top). */
  readonly world: 0 | 1 | 2;
  /** 1 when the index grows towards right, front or top, else −1. */
  readonly sign: 1 | -1;
}

type Axis = 0 | 1 | 2;
type Triple = readonly [number, number, number];

const AXES = [0, 1, 2] as const;
/** Cosines that differ by less are equal, so that rounding does not decide at 45°. */
const TIE = 1e-9;

/**
 * Which world axis each voxel axis runs along, by nibabel's rule.
 *
 * Shear is removed first (the rotation nearest to the affine). Then the voxel axis that lies closest to any world axis
 * chooses, then the next; none chooses a world axis that is taken. At a tie the earlier axis wins.
 *
 * @param affine - voxel to world
 * @returns one direction for i, j and k
 * @throws CmbError `SINGULAR_AFFINE` when an axis has no direction of its own
 * @see nibabel 5.4, `nibabel.orientations.io_orientation`
 * @since 0.1.0
 */
export function axisDirections(affine: Affine): readonly [AxisDirection, AxisDirection, AxisDirection] {
  const columns = rotationColumns(affine);
  const strength = AXES.map((axis) => Math.round(Math.max(...columns[axis].map(Math.abs)) / TIE));
  const strongestFirst = [...AXES].sort((a, b) => (strength[b] ?? 0) - (strength[a] ?? 0));
  const taken = new Set<number>();
  const world: [Axis, Axis, Axis] = [0, 1, 2];
  for (const axis of strongestFirst) {
    const free = AXES.filter((candidate) => !taken.has(candidate));
    world[axis] = free.reduce((best, candidate) =>
      Math.abs(columns[axis][candidate]) > Math.abs(columns[axis][best]) + TIE ? candidate : best,
    );
    taken.add(world[axis]);
  }
  const direction = (axis: Axis): AxisDirection => ({
    world: world[axis],
    sign: columns[axis][world[axis]] < 0 ? -1 : 1,
  });
  return [direction(0), direction(1), direction(2)];
}

/** The columns of the rotation nearest to the affine, its polar factor `C · (Cᵀ·C)^(-1/2)`; C: the columns at length 1. */
function rotationColumns(affine: Affine): readonly [Triple, Triple, Triple] {
  assertInvertible("axisDirections", affine);
  const [a, b, c, , d, e, f, , g, h, i] = affine;
  const [di, dj, dk] = spacing(affine);
  const unit = [
    [a / di, d / di, g / di] as const,
    [b / dj, e / dj, h / dj] as const,
    [c / dk, f / dk, i / dk] as const,
  ] as const;
  const { values, vectors } = eigenSymmetric3([
    1,
    dot(unit[0], unit[1]),
    dot(unit[0], unit[2]),
    1,
    dot(unit[1], unit[2]),
    1,
  ]);
  const rootEntry = (row: Axis, column: Axis): number =>
    AXES.reduce<number>((sum, n) => sum + (vectors[n][row] * vectors[n][column]) / Math.sqrt(values[n]), 0);
  const rotated = (column: Axis): Triple => {
    const entry = (world: Axis): number =>
      AXES.reduce<number>((sum, n) => sum + unit[n][world] * rootEntry(n, column), 0);
    return [entry(0), entry(1), entry(2)];
  };
  return [rotated(0), rotated(1), rotated(2)];
}

function dot(a: Triple, b: Triple): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
