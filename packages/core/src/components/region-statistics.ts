import { affineDeterminant } from "../affine/affine-determinant.js";
import { voxelToWorld } from "../affine/voxel-to-world.js";
import { CmbError } from "../cmb-error.js";
import { eigenSymmetric3 } from "../eigen-symmetric3.js";
import type { Affine, VoxelIndex, WorldPoint } from "../volume.js";
import type { Components } from "./connected-components.js";

/** Size, place and shape of one labelled object. @since 0.1.0 */
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

const SUMS = 16;

/**
 * Size, centroid, bounding box and principal axes of every labelled object, in one pass.
 *
 * Variances divide by the number of voxels, as PyRadiomics does for its axis lengths: major axis length is
 * `4 · sqrt(variance)`, elongation `sqrt(second / first)`, flatness `sqrt(third / first)`.
 *
 * @param components - from {@link connectedComponents}, or any labels 1…count without gaps
 * @returns one entry for each label, in the order of the labels
 * @throws CmbError `OUT_OF_RANGE` when a label is larger than `count`
 * @since 0.1.0
 */
export function regionStatistics(components: Components): readonly RegionStatistics[] {
  const { labels, count } = components;
  const sums = new Float64Array(SUMS * (count + 1));
  for (let label = 0; label <= count; label++)
    sums.fill(Number.POSITIVE_INFINITY, SUMS * label + 10, SUMS * label + 13);
  for (let label = 0; label <= count; label++) sums.fill(-1, SUMS * label + 13, SUMS * label + 16);
  accumulate(components, sums);
  return Array.from({ length: count }, (_, n) =>
    summarise(n + 1, sums.subarray(SUMS * (n + 1), SUMS * (n + 2)), labels.affine),
  );
}

// kernel: one pass over the voxels; each label owns 16 sums (1, i, j, k, ii, ij, ik, jj, jk, kk, 3 minima, 3 maxima)
function accumulate({ labels, count }: Components, sums: Float64Array): void {
  const [ni, nj, nk] = labels.shape;
  const data = labels.data;
  let v = 0;
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++, v++) {
        const label = data[v] as number;
        if (label === 0) continue;
        if (label > count) {
          const message = `regionStatistics: voxel ${v} has label ${label} and the count is ${count}`;
          throw new CmbError("OUT_OF_RANGE", message, { name: "label", value: label, minimum: 0, maximum: count });
        }
        const s = SUMS * label;
        add(sums, s, 1);
        add(sums, s + 1, i);
        add(sums, s + 2, j);
        add(sums, s + 3, k);
        add(sums, s + 4, i * i);
        add(sums, s + 5, i * j);
        add(sums, s + 6, i * k);
        add(sums, s + 7, j * j);
        add(sums, s + 8, j * k);
        add(sums, s + 9, k * k);
        if (i < (sums[s + 10] as number)) sums[s + 10] = i;
        if (j < (sums[s + 11] as number)) sums[s + 11] = j;
        if (k < (sums[s + 12] as number)) sums[s + 12] = k;
        if (i > (sums[s + 13] as number)) sums[s + 13] = i;
        if (j > (sums[s + 14] as number)) sums[s + 14] = j;
        if (k > (sums[s + 15] as number)) sums[s + 15] = k;
      }
    }
  }
}

function add(sums: Float64Array, index: number, value: number): void {
  sums[index] = (sums[index] as number) + value;
}

function summarise(label: number, sums: Float64Array, affine: Affine): RegionStatistics {
  const at = (n: number): number => sums[n] as number;
  const size = at(0);
  const centroidVoxel: VoxelIndex = [at(1) / size, at(2) / size, at(3) / size];
  const [ci, cj, ck] = centroidVoxel;
  const covariance = [
    at(4) / size - ci * ci,
    at(5) / size - ci * cj,
    at(6) / size - ci * ck,
    at(7) / size - cj * cj,
    at(8) / size - cj * ck,
    at(9) / size - ck * ck,
  ] as const;
  const { values, vectors } = eigenSymmetric3(toWorldCovariance(covariance, affine));
  return {
    label,
    sizeVoxels: size,
    volumeMm3: size * Math.abs(affineDeterminant(affine)),
    centroidVoxel,
    centroidMm: voxelToWorld(affine, centroidVoxel),
    boundingBox: { first: [at(10), at(11), at(12)], last: [at(13), at(14), at(15)] },
    principalVariancesMm2: [Math.max(0, values[0]), Math.max(0, values[1]), Math.max(0, values[2])],
    principalAxes: vectors,
  };
}

/** A · C · Aᵀ with the 3×3 part of the affine: the covariance of the voxel indices, in mm². */
function toWorldCovariance(
  c: readonly [number, number, number, number, number, number],
  affine: Affine,
): [number, number, number, number, number, number] {
  const rows = [0, 4, 8].map((n) => [affine[n] as number, affine[n + 1] as number, affine[n + 2] as number] as const);
  const entry = (r: number, s: number): number => {
    const [a, b, d] = rows[r] as readonly [number, number, number];
    const [e, f, g] = rows[s] as readonly [number, number, number];
    return (
      a * (c[0] * e + c[1] * f + c[2] * g) + b * (c[1] * e + c[3] * f + c[4] * g) + d * (c[2] * e + c[4] * f + c[5] * g)
    );
  };
  return [entry(0, 0), entry(0, 1), entry(0, 2), entry(1, 1), entry(1, 2), entry(2, 2)];
}
