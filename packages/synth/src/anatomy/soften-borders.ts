import type { Shape } from "@cmb/core";

/** Weight of each of the two neighbours along an axis: a standard deviation of half a voxel. */
const NEIGHBOUR = 1 / 8;

/**
 * The mean of each voxel and its neighbours with the weights 1/8, 3/4, 1/8 along every axis, in place. The outermost voxels
 * count twice.
 *
 * @internal
 */
export function softenBorders(data: Float32Array, [ni, nj, nk]: Shape): void {
  softenAxis(data, { length: ni, stride: 1, lines: nj * nk, start: (line) => line * ni });
  softenAxis(data, {
    length: nj,
    stride: ni,
    lines: ni * nk,
    start: (line) => (line % ni) + ni * nj * Math.floor(line / ni),
  });
  softenAxis(data, { length: nk, stride: ni * nj, lines: ni * nj, start: (line) => line });
}

interface Lines {
  readonly length: number;
  readonly stride: number;
  readonly lines: number;
  readonly start: (line: number) => number;
}

function softenAxis(data: Float32Array, { length, stride, lines, start }: Lines): void {
  for (let line = 0; line < lines; line++) {
    let at = start(line);
    let before = data[at] as number;
    for (let n = 0; n < length; n++, at += stride) {
      const here = data[at] as number;
      const after = n + 1 < length ? (data[at + stride] as number) : here;
      data[at] = here + NEIGHBOUR * (before - 2 * here + after);
      before = here;
    }
  }
}
