import { type Affine, type Shape, spacing, type Volume, voxelCount } from "@cmb/core";

/** A grid whose voxels are blocks of whole voxels of a finer one. */
export interface CoarseGrid {
  readonly shape: Shape;
  readonly affine: Affine;
  /** Fine voxels to a block along each axis; the last block of an axis may be cut off. */
  readonly block: Shape;
  /** The centre of the first block, in voxels of the fine grid. */
  readonly firstCentre: readonly [number, number, number];
  readonly fineShape: Shape;
  readonly fineAffine: Affine;
}

/** Half a voxel too much and half too little are equally near: so the last digits of a spacing do not decide. */
const TOLERANCE = 1e-6;

/** The grid with blocks as near to `spacingMm` as whole voxels allow; axes that are coarser stay as they are. */
export function coarseGrid({ shape, affine }: Pick<Volume, "shape" | "affine">, spacingMm: number): CoarseGrid {
  const fine = spacing(affine);
  const blockOf = (axis: 0 | 1 | 2): number =>
    Math.min(shape[axis], Math.max(1, Math.round(spacingMm / (fine[axis] || spacingMm) + TOLERANCE)));
  const block: Shape = [blockOf(0), blockOf(1), blockOf(2)];
  return {
    shape: [Math.ceil(shape[0] / block[0]), Math.ceil(shape[1] / block[1]), Math.ceil(shape[2] / block[2])],
    affine: blockAffine(affine, block),
    block,
    firstCentre: [(block[0] - 1) / 2, (block[1] - 1) / 2, (block[2] - 1) / 2],
    fineShape: shape,
    fineAffine: affine,
  };
}

/** Scales the columns; the origin moves to the centre of the first block. */
function blockAffine(affine: Affine, block: Shape): Affine {
  const row = (r: 0 | 4 | 8): readonly [number, number, number, number] => {
    const [a, b, c, d] = [affine[r], affine[(r + 1) as 1], affine[(r + 2) as 2], affine[(r + 3) as 3]];
    const shift = (a * (block[0] - 1) + b * (block[1] - 1) + c * (block[2] - 1)) / 2;
    return [a * block[0], b * block[1], c * block[2], d + shift];
  };
  return [...row(0), ...row(4), ...row(8), 0, 0, 0, 1];
}

/** For each fine position along one axis the coarse position it falls into. */
export function blockIndex(fineLength: number, block: number): Int32Array {
  return Int32Array.from({ length: fineLength }, (_, t) => Math.floor(t / block));
}

/**
 * Linear interpolation from the blocks' centres back to the fine grid; constant beyond the outermost centres.
 */
export function interpolateToFine(coarse: Float32Array, grid: CoarseGrid): Volume {
  const [ni, nj, nk] = grid.fineShape;
  const out = new Float32Array(voxelCount(grid.fineShape));
  const interpolateInto = sliceInterpolator(coarse, grid);
  for (let k = 0; k < nk; k++) interpolateInto(k, out.subarray(ni * nj * k, ni * nj * (k + 1)));
  return { data: out, shape: grid.fineShape, affine: grid.fineAffine };
}

/** The same slice by slice, for those who need not hold the whole: fills `out` with fine slice `k`. */
export function sliceInterpolator(coarse: Float32Array, grid: CoarseGrid): (k: number, out: Float32Array) => void {
  const [ni, nj] = grid.fineShape;
  const [ci, cj] = grid.shape;
  const along = [0, 1, 2].map((axis) => linearTaps(grid, axis as 0 | 1 | 2));
  const [tapsI, tapsJ, tapsK] = along as [Taps, Taps, Taps];
  const slice = new Float32Array(ci * cj);
  const row = new Float32Array(ci);
  return (k, out) => {
    blendInto(coarse, tapAt(tapsK, k, ci * cj), slice);
    for (let j = 0; j < nj; j++) {
      blendInto(slice, tapAt(tapsJ, j, ci), row);
      for (let i = 0; i < ni; i++) {
        const a = row[tapsI.lower[i] as number] as number;
        out[ni * j + i] = a + ((row[tapsI.upper[i] as number] as number) - a) * (tapsI.weight[i] as number);
      }
    }
  };
}

function tapAt({ lower, upper, weight }: Taps, t: number, stride: number): Blend {
  return {
    lower: (lower[t] as number) * stride,
    upper: (upper[t] as number) * stride,
    weight: weight[t] as number,
  };
}

interface Taps {
  readonly lower: Int32Array;
  readonly upper: Int32Array;
  /** Of the upper tap. */
  readonly weight: Float64Array;
}

function linearTaps({ shape, block, fineShape }: CoarseGrid, axis: 0 | 1 | 2): Taps {
  const last = shape[axis] - 1;
  const position = (t: number): number => Math.min(last, Math.max(0, (t - (block[axis] - 1) / 2) / block[axis]));
  const length = fineShape[axis];
  const lower = Int32Array.from({ length }, (_, t) => Math.floor(position(t)));
  return {
    lower,
    upper: lower.map((t) => Math.min(last, t + 1)),
    weight: Float64Array.from({ length }, (_, t) => position(t) - Math.floor(position(t))),
  };
}

/** Where the two values that are blended start, and the weight of the upper one. */
interface Blend {
  readonly lower: number;
  readonly upper: number;
  readonly weight: number;
}

function blendInto(source: Float32Array, { lower, upper, weight }: Blend, out: Float32Array): void {
  for (let x = 0; x < out.length; x++) {
    const a = source[lower + x] as number;
    out[x] = a + ((source[upper + x] as number) - a) * weight;
  }
}
