import type { Mask, Shape } from "@cmb/core";

/** Dilation by the voxel and its six face neighbours, `steps` times over. */
export function dilateByCross(mask: Mask, steps: number): Mask {
  return repeated(mask, steps, (centre, neighbour) => centre | neighbour);
}

/** Erosion by the voxel and its six face neighbours, `steps` times over. What lies beyond the grid is background. */
export function erodeByCross(mask: Mask, steps: number): Mask {
  return repeated(mask, steps, (centre, neighbour) => centre & neighbour);
}

type Combine = (centre: number, neighbour: number) => number;

function repeated(mask: Mask, steps: number, combine: Combine): Mask {
  let data = Uint8Array.from(mask.data, (value) => (value === 0 ? 0 : 1));
  for (let step = 0; step < steps; step++) data = onceByCross(data, mask.shape, combine);
  return { data, shape: mask.shape, affine: mask.affine };
}

// kernel: six neighbours written out, each with its own edge of the grid
function onceByCross(data: Uint8Array, [ni, nj, nk]: Shape, combine: Combine): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(data.length);
  const at = (v: number): number => data[v] as number;
  const slice = ni * nj;
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      const row = ni * (j + nj * k);
      for (let i = 0; i < ni; i++) {
        const v = row + i;
        let value = at(v);
        value = combine(value, i > 0 ? at(v - 1) : 0);
        value = combine(value, i < ni - 1 ? at(v + 1) : 0);
        value = combine(value, j > 0 ? at(v - ni) : 0);
        value = combine(value, j < nj - 1 ? at(v + ni) : 0);
        value = combine(value, k > 0 ? at(v - slice) : 0);
        out[v] = combine(value, k < nk - 1 ? at(v + slice) : 0);
      }
    }
  }
  return out;
}
