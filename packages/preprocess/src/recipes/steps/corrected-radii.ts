import { nearestVoxel, type Volume, type VoxelArray, type VoxelIndex, voxelToWorld, type WorldPoint } from "@cmb/core";
import type { LesionRow } from "../../masks/lesion-table.js";
import type { LesionSeed } from "../recipe-state.js";

/** A radius that was corrected by hand: a place in world millimetres, RAS+, and the radius in mm. @since 0.1.0 */
export type CorrectedRadius = readonly [x: number, y: number, z: number, radiusMm: number];

/** What became of corrected radii. */
export interface AppliedRadii {
  /** By the label of the lesion. */
  readonly radiiMm: ReadonlyMap<number, number>;
  /** The places, by their order, at which there was no lesion, or one that had a corrected radius already. */
  readonly unused: readonly number[];
}

/**
 * Which lesion each corrected radius belongs to: the one that was grown from the voxel at its place, or else the one that
 * holds it. The first of several for one lesion counts.
 */
export function applyRadii(
  labels: Volume<VoxelArray>,
  corrected: readonly CorrectedRadius[],
  { rows, seeds }: { readonly rows: readonly LesionRow[]; readonly seeds: readonly LesionSeed[] },
): AppliedRadii {
  const voxelOf = (world: WorldPoint): number => placeOf(labels, nearestVoxel(labels.affine, world));
  const seeded = new Map(seeds.map(({ world, label }) => [voxelOf(world), label]));
  const present = new Set(rows.map(({ label }) => label));
  const radiiMm = new Map<number, number>();
  const unused = corrected.flatMap(([x, y, z, radiusMm], n) => {
    const place = voxelOf([x, y, z]);
    const label = seeded.get(place) ?? labels.data[place];
    if (label === undefined || !present.has(label) || radiiMm.has(label)) return [n];
    radiiMm.set(label, radiusMm);
    return [];
  });
  return { radiiMm, unused };
}

/** The voxels that lesions are about to be grown from, in the world. */
export function seedPoints(
  { affine }: Volume<VoxelArray>,
  seeds: readonly (readonly VoxelIndex[])[],
): readonly LesionSeed[] {
  return seeds.flatMap((voxels, n) => voxels.map((voxel) => ({ label: n + 1, world: voxelToWorld(affine, voxel) })));
}

/** Its place in memory; -1 beyond the grid. */
function placeOf({ shape }: Volume<VoxelArray>, [i, j, k]: VoxelIndex): number {
  const [ni, nj, nk] = shape;
  return i >= 0 && j >= 0 && k >= 0 && i < ni && j < nj && k < nk ? i + ni * (j + nj * k) : -1;
}
