import { type Mask, type Volume, voxelToWorld, type WorldPoint } from "@cmb/core";
import { type Tissue, tissueIndex } from "../tissue.js";

/** The voxels of some tissues. @internal */
export function maskOf({ data, shape, affine }: Volume<Uint8Array>, tissues: readonly Tissue[]): Mask {
  const wanted = new Uint8Array(256);
  for (const tissue of tissues) wanted[tissueIndex(tissue)] = 1;
  return { data: data.map((tissue) => wanted[tissue] as number), shape, affine };
}

/** What is not in a mask. @internal */
export function inverted({ data, shape, affine }: Mask): Mask {
  return { data: data.map((value) => (value === 0 ? 1 : 0)), shape, affine };
}

/** Value, index and world position of every voxel that is not 0. @internal */
export function forEachVoxel(
  { data, shape, affine }: Volume<Uint8Array>,
  use: (value: number, v: number, pointMm: WorldPoint) => void,
): void {
  let v = 0;
  for (let k = 0; k < shape[2]; k++) {
    for (let j = 0; j < shape[1]; j++) {
      for (let i = 0; i < shape[0]; i++, v++) {
        const value = data[v] as number;
        if (value !== 0) use(value, v, voxelToWorld(affine, [i, j, k]));
      }
    }
  }
}
