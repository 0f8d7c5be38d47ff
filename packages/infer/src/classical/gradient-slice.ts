import type { Shape } from "@cmb/core";

/** The gradient of one slice, per mm, along i, j and k. */
export interface GradientSlice {
  readonly alongI: Float32Array;
  readonly alongJ: Float32Array;
  readonly alongK: Float32Array;
}

/** What {@link gradientSliceInto} needs besides its output; made once for an image. */
export interface GradientPlan {
  readonly data: Float32Array;
  readonly shape: Shape;
  /** 1 / spacing for axes with more than one voxel, else 0. */
  readonly perMm: readonly [number, number, number];
  /** Weight of each of the two neighbours across the derivative's direction, for each axis. */
  readonly side: readonly [number, number, number];
  readonly smoothed: Float32Array;
  readonly difference: Float32Array;
}

/**
 * Prepares Sobel gradients in physical units.
 *
 * The kernel is `(−1, 0, 1) / 2` along the derivative and `(a, 1 − 2a, a)` across it, with `a = ¼ (hₘᵢₙ / h)²`: the
 * Sobel kernel on isotropic voxels, and no averaging of slices that lie far apart, where it would thin out a lesion
 * that is in one slice only.
 */
export function planGradient(
  data: Float32Array,
  shape: Shape,
  spacingMm: readonly [number, number, number],
): GradientPlan {
  const used = spacingMm.filter((_, axis) => (shape[axis] as number) > 1);
  const finest = Math.min(...used);
  const side = (axis: 0 | 1 | 2): number => (shape[axis] > 1 ? 0.25 * (finest / spacingMm[axis]) ** 2 : 0);
  const perMm = (axis: 0 | 1 | 2): number => (shape[axis] > 1 ? 1 / spacingMm[axis] : 0);
  const area = shape[0] * shape[1];
  return {
    data,
    shape,
    perMm: [perMm(0), perMm(1), perMm(2)],
    side: [side(0), side(1), side(2)],
    smoothed: new Float32Array(area),
    difference: new Float32Array(area),
  };
}

/** The gradient at slice `k`; beyond the edge the nearest voxel is repeated. */
// kernel: three separable differences of one slice that share their reads
export function gradientSliceInto(plan: GradientPlan, k: number, out: GradientSlice): void {
  const { shape, perMm, side, smoothed, difference } = plan;
  const [ni, nj] = shape;
  combineSlicesInto(plan, k);
  const [halfI, halfJ, halfK] = [perMm[0] / 2, perMm[1] / 2, perMm[2] / 2];
  const [sideI, sideJ] = side;
  for (let j = 0; j < nj; j++) {
    const row = j * ni;
    const above = j > 0 ? row - ni : row;
    const below = j < nj - 1 ? row + ni : row;
    for (let i = 0; i < ni; i++) {
      const left = i > 0 ? i - 1 : i;
      const right = i < ni - 1 ? i + 1 : i;
      const aboveMid = smoothed[above + i] as number;
      const belowMid = smoothed[below + i] as number;
      const midLeft = smoothed[row + left] as number;
      const midRight = smoothed[row + right] as number;
      const aboveLeft = smoothed[above + left] as number;
      const aboveRight = smoothed[above + right] as number;
      const belowLeft = smoothed[below + left] as number;
      const belowRight = smoothed[below + right] as number;
      const acrossI = midRight - midLeft;
      const acrossJ = belowMid - aboveMid;
      out.alongI[row + i] = halfI * (acrossI + sideJ * (aboveRight - aboveLeft + belowRight - belowLeft - 2 * acrossI));
      out.alongJ[row + i] = halfJ * (acrossJ + sideI * (belowLeft - aboveLeft + belowRight - aboveRight - 2 * acrossJ));
      if (halfK === 0) continue;
      const mid = difference[row + i] as number;
      const sides = (difference[above + i] as number) + (difference[below + i] as number);
      out.alongK[row + i] = halfK * (mid + sideJ * (sides - 2 * mid));
    }
  }
}

/** The weighted mean of slice k and its neighbours, and the difference of the neighbours, weighted along i. */
function combineSlicesInto({ data, shape, side, smoothed, difference }: GradientPlan, k: number): void {
  const area = shape[0] * shape[1];
  const here = k * area;
  const before = k > 0 ? here - area : here;
  const after = k < shape[2] - 1 ? here + area : here;
  const sideK = side[2];
  for (let v = 0; v < area; v++) {
    const middle = data[here + v] as number;
    const previous = data[before + v] as number;
    const next = data[after + v] as number;
    smoothed[v] = middle + sideK * (previous + next - 2 * middle);
    difference[v] = next - previous;
  }
  if (shape[2] > 1) weightRowsInto(difference, shape[0], side[0]);
}

/** `(a, 1 − 2a, a)` along each row, in place. */
function weightRowsInto(slice: Float32Array, length: number, side: number): void {
  for (let row = 0; row < slice.length; row += length) {
    let before = slice[row] as number;
    for (let i = row; i < row + length; i++) {
      const middle = slice[i] as number;
      const after = i < row + length - 1 ? (slice[i + 1] as number) : middle;
      slice[i] = middle + side * (before + after - 2 * middle);
      before = middle;
    }
  }
}
