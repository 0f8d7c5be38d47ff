import type { Affine, Shape, Volume } from "@cmb/core";

/** Every how many voxels one is kept, along each axis. */
export type Stride = readonly [number, number, number];

/** One voxel in every `stride`, beginning with the first; the affine keeps each where it is in the world. */
export function subsample<D extends Float32Array | Uint8Array>(
  { data, shape, affine }: Volume<D>,
  [si, sj, sk]: Stride,
  create: (length: number) => D,
): Volume<D> {
  const size: Shape = [Math.ceil(shape[0] / si), Math.ceil(shape[1] / sj), Math.ceil(shape[2] / sk)];
  const out = create(size[0] * size[1] * size[2]);
  let w = 0;
  for (let k = 0; k < shape[2]; k += sk) {
    for (let j = 0; j < shape[1]; j += sj) {
      const row = shape[0] * (j + shape[1] * k);
      for (let i = 0; i < shape[0]; i += si) out[w++] = data[row + i] as number;
    }
  }
  const [a, b, c, x, d, e, f, y, g, h, l, z] = affine;
  const scaled: Affine = [a * si, b * sj, c * sk, x, d * si, e * sj, f * sk, y, g * si, h * sj, l * sk, z, 0, 0, 0, 1];
  return { data: out, shape: size, affine: scaled };
}
