import type { VoxelArray } from "@cmb/core";

/** 0 where a voxel is 0, else 1. A loop, since `Uint8Array.from` with a function is far slower. */
export function zeroOrOne(data: VoxelArray): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(data.length);
  for (let v = 0; v < out.length; v++) out[v] = data[v] === 0 ? 0 : 1;
  return out;
}
