import { spacing, type Volume, type VoxelArray } from "@cmb/core";

/** A sample to cut, in place. @internal */
export interface CuttableSample {
  readonly labels: Volume<VoxelArray>;
  readonly image: Float32Array;
  /** What the image shows where there is nothing. */
  readonly background: number;
}

/**
 * Empties the bottom and the top of a head, as where a slab ends.
 *
 * @param shares - of the height of what is labelled, at the bottom and at the top
 * @internal
 */
export function cutEnds({ labels, image, background }: CuttableSample, [bottom, top]: readonly [number, number]): void {
  if (bottom === 0 && top === 0) return;
  const { data, shape, affine } = labels;
  const upwards = [0, 1, 2].map((axis) => (affine[8 + axis] as number) / (spacing(affine)[axis] as number));
  const axis = [0, 1, 2].toSorted(
    (a, b) => Math.abs(upwards[b] as number) - Math.abs(upwards[a] as number),
  )[0] as number;
  const stride = axis === 0 ? 1 : axis === 1 ? shape[0] : shape[0] * shape[1];
  const count = shape[axis] as number;
  const sliceOf = (v: number): number => Math.floor(v / stride) % count;
  let [first, last] = [count, -1];
  for (let v = 0; v < data.length; v++) {
    if (data[v] === 0) continue;
    first = Math.min(first, sliceOf(v));
    last = Math.max(last, sliceOf(v));
  }
  const [low, high] = (upwards[axis] as number) > 0 ? [bottom, top] : [top, bottom];
  const height = last - first + 1;
  const from = first + Math.round(low * height);
  const to = last - Math.round(high * height);
  for (let v = 0; v < data.length; v++) {
    const slice = sliceOf(v);
    if (slice >= from && slice <= to) continue;
    data[v] = 0;
    image[v] = background;
  }
}
