import type { Shape, VoxelIndex } from "@cmb/core";
import type { DatasetName, DatasetWarning } from "../dataset-subject.js";
import { invalidDataset } from "../invalid-dataset.js";

/** Coordinates as MATLAB and Excel users write them, counted from 1, counted from 0. */
export function fromOneBased([x, y, z]: VoxelIndex): VoxelIndex {
  return [x - 1, y - 1, z - 1];
}

/**
 * Throws where a centre is not in the image: then the coordinates belong to another grid.
 *
 * @throws CmbError `INVALID_DATASET`
 */
export function assertInside(
  dataset: DatasetName,
  path: string,
  { centres, shape }: { readonly centres: readonly VoxelIndex[]; readonly shape: Shape },
): void {
  const outside = centres.find((centre) => centre.some((at, axis) => !(at >= 0 && at < (shape[axis] as number))));
  if (outside === undefined) return;
  const message = `A centre in ${path} is voxel (${outside.join(", ")}), counted from 0, and the image has ${shape.join(" × ")} voxels`;
  throw invalidDataset(dataset, path, message);
}

/** Centres without those that say the same again. */
export interface DistinctCentres {
  readonly centres: readonly VoxelIndex[];
  readonly warnings: readonly DatasetWarning[];
}

/**
 * Centres of which none equals an earlier one or is its face neighbour (L1 distance 1). That leaves 146 of the 148 published
 * MOMENI centres.
 */
export function distinctCentres(all: readonly VoxelIndex[]): DistinctCentres {
  const centres: VoxelIndex[] = [];
  for (const centre of all) {
    if (!centres.some((kept) => l1Distance(kept, centre) <= 1)) centres.push(centre);
  }
  const dropped = all.length - centres.length;
  const message = `${dropped} of ${all.length} centres equal another or lie beside it; they were left out`;
  return { centres, warnings: dropped === 0 ? [] : [{ code: "DUPLICATE_CENTRES", message }] };
}

function l1Distance(a: VoxelIndex, b: VoxelIndex): number {
  return Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + Math.abs(a[2] - b[2]);
}
