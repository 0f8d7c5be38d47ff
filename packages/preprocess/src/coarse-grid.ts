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

/** The grid with blocks as near to `spacingMm` as whole voxels allow; axes that are coarser stay as they are. */
export function coarseGrid({ shape, affine }: Pick<Volume, "shape" | "affine">, spacingMm: number): CoarseGrid {
  const fine = spacing(affine);
  const blockOf = (axis: 0 | 1 | 2): number =>
    Math.min(shape[axis], Math.max(1, Math.round(spacingMm / (fine[axis] || spacingMm))));
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
  const [ci, cj] = grid.shape;
  const along = [0, 1, 2].map((axis) => linearTaps(grid, axis as 0 | 1 | 2));
  const [tapsI, tapsJ, tapsK] = along as [Taps, Taps, Taps];
  const out = new Float32Array(voxelCount(grid.fineShape));
  const slice = new Float32Array(ci * cj);
  const row = new Float32Array(ci);
  for (let k = 0; k < nk; k++) {
    blendInto(
      coarse,
      {
        lower: (tapsK.lower[k] as number) * ci * cj,
        upper: (tapsK.upper[k] as number) * ci * cj,
        weight: tapsK.weight[k] as number,
      },
      slice,
    );
    for (let j = 0; j < nj; j++) {
      blendInto(
        slice,
        {
          lower: (tapsJ.lower[j] as number) * ci,
          upper: (tapsJ.upper[j] as number) * ci,
          weight: tapsJ.weight[j] as number,
        },
        row,
      );
      const start = ni * (j + nj * k);
      for (let i = 0; i < ni; i++) {
        const a = row[tapsI.lower[i] as number] as number;
        out[start + i] = a + ((row[tapsI.upper[i] as number] as number) - a) * (tapsI.weight[i] as number);
      }
    }
  }
  return { data: out, shape: grid.fineShape, affine: grid.fineAffine };
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

function blendInto(
  source: Float32Array,
  { lower, upper, weight }: { readonly lower: number; readonly upper: number; readonly weight: number },
  out: Float32Array,
): void {
  for (let x = 0; x < out.length; x++) {
    const a = source[lower + x] as number;
    out[x] = a + ((source[upper + x] as number) - a) * weight;
  }
}
