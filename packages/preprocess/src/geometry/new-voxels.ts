import type { VoxelArray } from "@cmb/core";

/** A typed array of the same kind as another, filled with zeros. */
export function newVoxels<D extends VoxelArray>(like: D, length: number): D {
  // `slice` of a Node Buffer would share memory; the constructor never does.
  return new (like.constructor as new (length: number) => D)(length);
}
