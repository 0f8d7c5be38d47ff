import type { Shape } from "@cmb/core";

/** A box of voxels. @internal */
export interface BoxPlacement {
  readonly from: readonly [number, number, number];
  readonly size: readonly [number, number, number];
}

/** A box of a size, at most the image, whose start is from 0 to 1: as far to the end as it fits. @internal */
export function placeBox(
  shape: Shape,
  sizeVoxels: readonly [number, number, number],
  start: readonly [number, number, number],
): BoxPlacement {
  const sizeOf = (axis: 0 | 1 | 2): number => Math.max(1, Math.min(shape[axis], sizeVoxels[axis]));
  const fromOf = (axis: 0 | 1 | 2): number => {
    const room = shape[axis] - sizeOf(axis);
    return Math.min(room, Math.floor(start[axis] * (room + 1)));
  };
  return { from: [fromOf(0), fromOf(1), fromOf(2)], size: [sizeOf(0), sizeOf(1), sizeOf(2)] };
}

/** Calls `work` with the start of each row of a box and where it is among the box's own values. @internal */
export function eachBoxRow(
  [ni, nj]: Shape,
  { from, size }: BoxPlacement,
  work: (start: number, inBox: number) => void,
): void {
  for (let k = 0; k < size[2]; k++) {
    for (let j = 0; j < size[1]; j++) {
      work(from[0] + ni * (from[1] + j + nj * (from[2] + k)), size[0] * (j + size[1] * k));
    }
  }
}

/** The values in a box, i fastest. @internal */
export function copyBox(data: Float32Array, shape: Shape, box: BoxPlacement): Float32Array {
  const values = new Float32Array(box.size[0] * box.size[1] * box.size[2]);
  eachBoxRow(shape, box, (start, inBox) => values.set(data.subarray(start, start + box.size[0]), inBox));
  return values;
}

/** Writes values into a box. @internal */
export function pasteBox(
  values: Float32Array,
  { shape, box }: { readonly shape: Shape; readonly box: BoxPlacement },
  data: Float32Array,
): void {
  eachBoxRow(shape, box, (start, inBox) => data.set(values.subarray(inBox, inBox + box.size[0]), start));
}
