import { affineDeterminant } from "../affine/affine-determinant.js";
import { voxelToWorld } from "../affine/voxel-to-world.js";
import { CmbError } from "../cmb-error.js";
import { eigenSymmetric3 } from "../eigen-symmetric3.js";
import type { Affine, VoxelIndex, WorldPoint } from "../volume.js";
import type { ComponentRuns } from "./component-runs.js";
import type { Components } from "./connected-components.js";

/** Size, place and shape of one labelled object; NaN throughout, with size and volume 0, for a label without voxels. @since 0.1.0 */
export interface RegionStatistics {
  readonly label: number;
  readonly sizeVoxels: number;
  readonly volumeMm3: number;
  /** Mean of the voxel indices, continuous. */
  readonly centroidVoxel: VoxelIndex;
  /** The centroid in RAS+ mm. */
  readonly centroidMm: WorldPoint;
  /** First and last voxel along each axis, both included. */
  readonly boundingBox: { readonly first: VoxelIndex; readonly last: VoxelIndex };
  /** Variances of the voxel centres along the principal axes in mm², largest first; all 0 for a single voxel. */
  readonly principalVariancesMm2: readonly [number, number, number];
  /** Unit vectors of the principal axes in world space, largest variance first. */
  readonly principalAxes: readonly [WorldPoint, WorldPoint, WorldPoint];
}

/**
 * Size, centroid, bounding box and principal axes of every labelled object, in one pass.
 *
 * Variances divide by the number of voxels, as PyRadiomics does for its axis lengths: major axis length is
 * `4 · sqrt(variance)`, elongation `sqrt(second / first)`, flatness `sqrt(third / first)`.
 *
 * @param components - from {@link connectedComponents} or {@link componentRuns}, or any labels from 1 to count; a label
 * may be missing
 * @returns `count` entries; entry n belongs to label n + 1
 * @throws CmbError `OUT_OF_RANGE` when a label is larger than `count`
 * @since 0.1.0
 */
export function regionStatistics(components: Components | ComponentRuns): readonly RegionStatistics[] {
  const { affine } = "labels" in components ? components.labels : components;
  const sums = sumUp(components);
  return Array.from({ length: components.count }, (_, n) =>
    summarise(n + 1, sums.subarray(SUMS * (n + 1), SUMS * (n + 2)), affine),
  );
}

/** Each label owns 16 numbers: sums of 1, i, j, k, ii, ij, ik, jj, jk, kk, then the least and the largest i, j, k. */
const SUMS = 16;

function sumUp(objects: Components | ComponentRuns): Float64Array {
  return "labels" in objects ? sumUpLabels(objects) : sumUpRuns(objects);
}

function sumUpLabels({ labels, count }: Components): Float64Array {
  const [ni, nj, nk] = labels.shape;
  const data = labels.data;
  const sums = emptySums(count);
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      const row = ni * (j + nj * k);
      for (let i = 0; i < ni; ) {
        const label = data[row + i] as number;
        const first = i++;
        if (label === 0) continue;
        while (i < ni && data[row + i] === label) i++;
        if (label > count) throw labelTooLarge(label, count, [first, j, k]);
        addRun(sums, SUMS * label, [first, j, k], i);
      }
    }
  }
  return sums;
}

function sumUpRuns({ shape: [ni, nj], first, end, label: labels, count }: ComponentRuns): Float64Array {
  const sums = emptySums(count);
  for (let run = 0; run < first.length; run++) {
    const v = first[run] as number;
    const i = v % ni;
    const row = (v - i) / ni;
    const k = Math.floor(row / nj);
    const voxel = [i, row - k * nj, k] as const;
    const label = labels[run] as number;
    if (label > count) throw labelTooLarge(label, count, voxel);
    addRun(sums, SUMS * label, voxel, (end[run] as number) - v + i);
  }
  return sums;
}

/** One run of a label, from `voxel` to before `end` along i; sums of i and i² over it have a closed form. */
function addRun(sums: Float64Array, s: number, [first, j, k]: VoxelIndex, end: number): void {
  const n = end - first;
  const sumI = (n * (first + end - 1)) / 2;
  sums[s] = (sums[s] as number) + n;
  sums[s + 1] = (sums[s + 1] as number) + sumI;
  sums[s + 2] = (sums[s + 2] as number) + n * j;
  sums[s + 3] = (sums[s + 3] as number) + n * k;
  sums[s + 4] = (sums[s + 4] as number) + sumOfSquaresBelow(end) - sumOfSquaresBelow(first);
  sums[s + 5] = (sums[s + 5] as number) + sumI * j;
  sums[s + 6] = (sums[s + 6] as number) + sumI * k;
  sums[s + 7] = (sums[s + 7] as number) + n * j * j;
  sums[s + 8] = (sums[s + 8] as number) + n * j * k;
  sums[s + 9] = (sums[s + 9] as number) + n * k * k;
  sums[s + 10] = Math.min(sums[s + 10] as number, first);
  sums[s + 11] = Math.min(sums[s + 11] as number, j);
  sums[s + 12] = Math.min(sums[s + 12] as number, k);
  sums[s + 13] = Math.max(sums[s + 13] as number, end - 1);
  sums[s + 14] = Math.max(sums[s + 14] as number, j);
  sums[s + 15] = Math.max(sums[s + 15] as number, k);
}

function emptySums(count: number): Float64Array {
  const sums = new Float64Array(SUMS * (count + 1));
  for (let s = 0; s < sums.length; s += SUMS) {
    sums.fill(Number.POSITIVE_INFINITY, s + 10, s + 13);
    sums.fill(Number.NEGATIVE_INFINITY, s + 13, s + 16);
  }
  return sums;
}

/** 0² + 1² + … + (end − 1)². */
function sumOfSquaresBelow(end: number): number {
  return ((end - 1) * end * (2 * end - 1)) / 6;
}

function labelTooLarge(label: number, count: number, voxel: VoxelIndex): CmbError<"OUT_OF_RANGE"> {
  const message = `regionStatistics: voxel (${voxel}) has label ${label} and the count is ${count}; give the count of these labels`;
  return new CmbError("OUT_OF_RANGE", message, { name: "label", value: label, minimum: 0, maximum: count });
}

function summarise(label: number, sums: Float64Array, affine: Affine): RegionStatistics {
  const at = (n: number): number => sums[n] as number;
  const size = at(0);
  // For a label without voxels every quotient is 0 / 0; its bounding box has to be told apart by hand.
  const bound = (n: number): number => (size === 0 ? Number.NaN : at(n));
  const centroidVoxel: VoxelIndex = [at(1) / size, at(2) / size, at(3) / size];
  // Whole numbers up to the division: a flat or straight object has a variance of exactly 0.
  const covariance = (product: number, a: number, b: number): number =>
    (size * at(product) - at(a) * at(b)) / (size * size);
  const { values, vectors } = eigenSymmetric3(
    toWorldCovariance(
      [
        covariance(4, 1, 1),
        covariance(5, 1, 2),
        covariance(6, 1, 3),
        covariance(7, 2, 2),
        covariance(8, 2, 3),
        covariance(9, 3, 3),
      ],
      affine,
    ),
  );
  return {
    label,
    sizeVoxels: size,
    volumeMm3: size * Math.abs(affineDeterminant(affine)),
    centroidVoxel,
    centroidMm: voxelToWorld(affine, centroidVoxel),
    boundingBox: { first: [bound(10), bound(11), bound(12)], last: [bound(13), bound(14), bound(15)] },
    principalVariancesMm2: [Math.max(0, values[0]), Math.max(0, values[1]), Math.max(0, values[2])],
    principalAxes: vectors,
  };
}

type Symmetric3 = readonly [xx: number, xy: number, xz: number, yy: number, yz: number, zz: number];

/** A · C · Aᵀ with the 3×3 part A of the affine: the covariance C of the voxel indices, in mm². */
function toWorldCovariance([xx, xy, xz, yy, yz, zz]: Symmetric3, affine: Affine): Symmetric3 {
  const [a, b, c, , d, e, f, , g, h, i] = affine;
  const times = (p: number, q: number, r: number): VoxelIndex => [
    p * xx + q * xy + r * xz,
    p * xy + q * yy + r * yz,
    p * xz + q * yz + r * zz,
  ];
  const [u, v, w] = [times(a, b, c), times(d, e, f), times(g, h, i)] as const;
  const dot = (t: VoxelIndex, p: number, q: number, r: number): number => t[0] * p + t[1] * q + t[2] * r;
  return [dot(u, a, b, c), dot(u, d, e, f), dot(u, g, h, i), dot(v, d, e, f), dot(v, g, h, i), dot(w, g, h, i)];
}
