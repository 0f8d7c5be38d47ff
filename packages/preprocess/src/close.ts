import { type Mask, type Shape, spacing, voxelCount } from "@cmb/core";
import { type BallOptions, squaredLimit } from "./ball.js";
import { dilate } from "./dilate.js";
import { erode } from "./erode.js";

/**
 * Dilation, then erosion: closes gaps narrower than two radii and leaves the outer edge where it was.
 *
 * Worked out on a grid with an empty rim, so that the edge of the grid attracts nothing.
 *
 * @param mask - 0 background, anything else foreground
 * @param options - see {@link BallOptions}
 * @returns a new mask that holds all of `mask`
 * @throws CmbError `OUT_OF_RANGE` when the radius is negative or not finite
 * @since 0.1.0
 */
export function close(mask: Mask, options: BallOptions): Mask {
  squaredLimit("close", options.radiusMm);
  const spacingMm = spacing(mask.affine);
  const rimOf = (axis: 0 | 1 | 2): number => Math.ceil(options.radiusMm / spacingMm[axis]) + 1;
  const rim: Shape = [rimOf(0), rimOf(1), rimOf(2)];
  const [ni, nj, nk] = mask.shape;
  const padded: Shape = [ni + 2 * rim[0], nj + 2 * rim[1], nk + 2 * rim[2]];
  const data = new Uint8Array(voxelCount(padded));
  forEachRow(mask.shape, (j, k) => {
    const start = ni * (j + nj * k);
    data.set(mask.data.subarray(start, start + ni), rowStart(padded, rim, j, k));
  });
  const closed = erode(dilate({ data, shape: padded, affine: mask.affine }, options), options).data;
  const out = new Uint8Array(mask.data.length);
  forEachRow(mask.shape, (j, k) => {
    const start = rowStart(padded, rim, j, k);
    out.set(closed.subarray(start, start + ni), ni * (j + nj * k));
  });
  return { data: out, shape: mask.shape, affine: mask.affine };
}

function rowStart([pi, pj]: Shape, rim: Shape, j: number, k: number): number {
  return rim[0] + pi * (j + rim[1] + pj * (k + rim[2]));
}

function forEachRow([, nj, nk]: Shape, visit: (j: number, k: number) => void): void {
  for (let k = 0; k < nk; k++) for (let j = 0; j < nj; j++) visit(j, k);
}
