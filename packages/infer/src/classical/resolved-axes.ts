import { eigenSymmetric3, type Shape } from "@cmb/core";

/** The longest two axes of a region, as far as the voxels can tell. */
export interface ResolvedAxes {
  /** Length of the longest axis: 4 standard deviations, in mm. */
  readonly lengthMm: number;
  /** Second over first axis, 0 (line) to 1 (disc, ball, or nothing resolved). */
  readonly elongation: number;
}

/** Axes shorter than this are not told from 0, in mm. */
const FLOOR_MM = 1;

/**
 * Principal axes of a region without what the voxels themselves add.
 *
 * A lesion that happens to lie across two slices has a variance of h² / 4 along them, however short it is: at 5 mm a
 * length of 10 mm, and every such lesion would look like a line. That much is taken off each axis first.
 */
export function resolvedAxes(
  voxels: readonly number[],
  [ni, nj]: Shape,
  spacingMm: readonly [number, number, number],
): ResolvedAxes {
  const positions = voxels.map((v) => [
    (v % ni) * spacingMm[0],
    (Math.floor(v / ni) % nj) * spacingMm[1],
    Math.floor(v / (ni * nj)) * spacingMm[2],
  ]);
  const mean = [0, 1, 2].map((axis) => average(positions.map((position) => position[axis] as number)));
  const covariance = (a: number, b: number): number =>
    average(
      positions.map(
        (position) => ((position[a] as number) - (mean[a] as number)) * ((position[b] as number) - (mean[b] as number)),
      ),
    );
  const along = (a: 0 | 1 | 2): number => Math.max(0, covariance(a, a) - spacingMm[a] ** 2 / 4);
  const { values } = eigenSymmetric3([
    along(0),
    covariance(0, 1),
    covariance(0, 2),
    along(1),
    covariance(1, 2),
    along(2),
  ]);
  const length = (variance: number): number => 4 * Math.sqrt(Math.max(0, variance));
  const [first, second] = [length(values[0]), length(values[1])];
  return { lengthMm: first, elongation: Math.max(FLOOR_MM, second) / Math.max(FLOOR_MM, first) };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
