import { type Affine, composeAffines, invertAffine, type VoxelIndex } from "@cmb/core";
import type { RegionClass } from "../manifest/model-manifest.js";
import type { Anatomy } from "./anatomy.js";

/** Looks up what lies at voxels of another grid. */
export interface RegionSampler {
  /** The nearest voxel of the anatomy's grid; −1 outside of it. */
  readonly indexAt: (voxel: VoxelIndex) => number;
  /** The class there; `undefined` outside of the grid, or where no region network has run. */
  readonly classAt: (voxel: VoxelIndex) => RegionClass | undefined;
  readonly inBrain: (voxel: VoxelIndex) => boolean;
}

/**
 * A lookup of an anatomy at voxels of a grid with this affine.
 *
 * @throws CmbError `SINGULAR_AFFINE` when the anatomy's affine cannot be inverted
 */
export function regionSampler({ brain, labels, classes }: Anatomy, affine: Affine): RegionSampler {
  const [a, b, c, d, e, f, g, h, p, q, r, s] = composeAffines(invertAffine(brain.affine), affine);
  const [ni, nj, nk] = brain.shape;
  const indexAt = ([x, y, z]: VoxelIndex): number => {
    const i = Math.round(a * x + b * y + c * z + d);
    const j = Math.round(e * x + f * y + g * z + h);
    const k = Math.round(p * x + q * y + r * z + s);
    return i < 0 || j < 0 || k < 0 || i >= ni || j >= nj || k >= nk ? -1 : i + ni * (j + nj * k);
  };
  return {
    indexAt,
    classAt: (voxel) => (labels === undefined ? undefined : classes[labels.data[indexAt(voxel)] ?? -1]),
    inBrain: (voxel) => brain.data[indexAt(voxel)] === 1,
  };
}
