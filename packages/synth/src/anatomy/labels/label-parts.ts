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

/** The middle of the voxels of a mask that a rule keeps, in world mm; `undefined` where there are none. @internal */
export function middleOf(
  { data, shape, affine }: Mask,
  keep: (pointMm: WorldPoint) => boolean = () => true,
): WorldPoint | undefined {
  const sum = [0, 0, 0] as [number, number, number];
  let count = 0;
  forEachVoxel({ data, shape, affine }, (value, _, point) => {
    if (value === 0 || !keep(point)) return;
    count++;
    for (let axis = 0; axis < 3; axis++) sum[axis] = (sum[axis] as number) + (point[axis] as number);
  });
  return count === 0 ? undefined : [sum[0] / count, sum[1] / count, sum[2] / count];
}

/** Value, index and world position of every voxel. @internal */
export function forEachVoxel(
  { data, shape, affine }: Volume<Uint8Array>,
  use: (value: number, v: number, pointMm: WorldPoint) => void,
): void {
  let v = 0;
  for (let k = 0; k < shape[2]; k++) {
    for (let j = 0; j < shape[1]; j++) {
      for (let i = 0; i < shape[0]; i++, v++) use(data[v] as number, v, voxelToWorld(affine, [i, j, k]));
    }
  }
}
