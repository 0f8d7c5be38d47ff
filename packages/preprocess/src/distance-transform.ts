import { type Mask, spacing, type Volume } from "@cmb/core";

/**
 * The exact Euclidean distance of every foreground voxel to the nearest background voxel, centre to centre, in mm.
 *
 * Squared distances along i, then the lower envelope of parabolas along j and k; linear in the voxels, exact on
 * anisotropic grids. What lies outside of the grid is unknown and counts as neither: a mask that is cut off by the
 * field of view is not close to background there.
 *
 * @param mask - 0 background, anything else foreground
 * @returns float32 mm on the same grid: 0 in the background, ∞ everywhere when there is no background
 * @see Felzenszwalb & Huttenlocher 2012, Distance transforms of sampled functions, doi:10.4086/toc.2012.v008a019
 * @since 0.1.0
 */
export function distanceTransform(mask: Mask): Volume {
  const data = nearestDistances(mask, { of: "foreground", rooted: true });
  return { data, shape: mask.shape, affine: mask.affine };
}

/** Squared distance in mm² from each voxel of `of` to the nearest voxel that is not `of`. */
export function squaredDistances(mask: Mask, of: "foreground" | "background"): Float32Array {
  return nearestDistances(mask, { of, rooted: false });
}

interface Distances {
  readonly of: "foreground" | "background";
  /** Whether distances are wanted, not their squares. */
  readonly rooted: boolean;
}

/** Lines side by side that are visited together: they share cache lines. */
const TILE = 16;

function nearestDistances(mask: Mask, { of, rooted }: Distances): Float32Array<ArrayBuffer> {
  const [ni, nj, nk] = mask.shape;
  const [stepI, stepJ, stepK] = spacing(mask.affine);
  const data = new Float32Array(mask.data.length);
  const alongJ = createColumns({ length: nj, stride: ni, step: stepJ, rooted: false });
  for (let from = 0; from < data.length; from += ni * nj) {
    distancesAlongRows(mask.data, { inside: of === "foreground", from, to: from + ni * nj, ni, step: stepI }, data);
    // The slice is still at hand.
    for (let i = 0; i < ni; i += TILE) envelopesInto(alongJ, { start: from + i, width: Math.min(TILE, ni - i) }, data);
  }
  const alongK = createColumns({ length: nk, stride: ni * nj, step: stepK, rooted });
  for (let v = 0; v < ni * nj; v += TILE) {
    envelopesInto(alongK, { start: v, width: Math.min(TILE, ni * nj - v) }, data);
  }
  return data;
}

interface Rows {
  /** Whether distances are those of the foreground. */
  readonly inside: boolean;
  readonly from: number;
  readonly to: number;
  readonly ni: number;
  /** mm from voxel to voxel. */
  readonly step: number;
}

/** Squared distance within the row; ∞ in rows without a target. Only runs of voxels with a distance are written. */
function distancesAlongRows(mask: Uint8Array, { inside, from, to, ni, step }: Rows, out: Float32Array): void {
  for (let start = from; start < to; start += ni) {
    const end = start + ni;
    let v = start;
    while (v < end) {
      while (v < end && (mask[v] !== 0) !== inside) v++;
      const first = v;
      while (v < end && (mask[v] !== 0) === inside) v++;
      const below = first > start ? first - 1 : Number.NEGATIVE_INFINITY;
      const above = v < end ? v : Number.POSITIVE_INFINITY;
      for (let x = first; x < v; x++) {
        const distance = Math.min(x - below, above - x) * step;
        out[x] = distance * distance;
      }
    }
  }
}

/** The columns of one axis and the room to work in. */
interface Columns {
  readonly length: number;
  /** From one voxel of a column to the next. */
  readonly stride: number;
  /** mm from voxel to voxel. */
  readonly step: number;
  /** Whether roots are written. */
  readonly rooted: boolean;
  /** Squared distances of a tile, column after column. */
  readonly tile: Float32Array;
  /** Position, height and `height / step² + position²` of the parabolas of the envelope. */
  readonly apex: Int32Array;
  readonly height: Float64Array;
  readonly offset: Float64Array;
}

function createColumns(axis: Pick<Columns, "length" | "stride" | "step" | "rooted">): Columns {
  const { length } = axis;
  return {
    ...axis,
    tile: new Float32Array(TILE * length),
    apex: new Int32Array(length),
    height: new Float64Array(length),
    offset: new Float64Array(length),
  };
}

/** Columns that lie side by side: copied out, worked on and copied back. */
function envelopesInto(
  columns: Columns,
  { start, width }: { readonly start: number; readonly width: number },
  data: Float32Array,
): void {
  const { length, stride, tile, rooted } = columns;
  for (let t = 0; t < length; t++) {
    const row = start + t * stride;
    for (let x = 0; x < width; x++) tile[x * length + t] = data[row + x] as number;
  }
  for (let x = 0; x < width; x++) lowerEnvelopesInto(columns, x * length);
  for (let t = 0; t < length; t++) {
    const row = start + t * stride;
    for (let x = 0; x < width; x++) {
      const squared = tile[x * length + t] as number;
      data[row + x] = rooted ? Math.sqrt(squared) : squared;
    }
  }
}

/** Each stretch of a column between zeros by itself: nothing beyond a zero is nearer than the zero. */
function lowerEnvelopesInto(columns: Columns, at: number): void {
  const { length, tile } = columns;
  let q = 0;
  while (q < length) {
    while (q < length && tile[at + q] === 0) q++;
    const from = q;
    while (q < length && tile[at + q] !== 0) q++;
    if (from < q) lowerEnvelopeInto(columns, at, from, q);
  }
}

/**
 * `out[p] = min over q of h[q] + (step · (p − q))²`, in place for `from` up to, and without, `to`; q may be one beyond.
 *
 * In units of step², the parabola of q is `p² + (o[q] − 2pq)` with `o[q] = h[q] / step² + q²`; so those that are lowest
 * somewhere are the corners of the lower convex hull of the points (q, o[q]), and no crossing has to be worked out.
 */
// kernel: two passes over one stretch that share their bounds
function lowerEnvelopeInto(columns: Columns, at: number, from: number, to: number): void {
  const { length, step, tile, apex, height, offset } = columns;
  const perSquaredStep = 1 / (step * step);
  const last = Math.min(length, to + 1);
  let count = 0;
  for (let q = Math.max(0, from - 1); q < last; q++) {
    const h = tile[at + q] as number;
    if (h === Number.POSITIVE_INFINITY) continue;
    const o = h * perSquaredStep + q * q;
    while (count > 1) {
      const m = apex[count - 1] as number;
      const rise = ((offset[count - 1] as number) - (offset[count - 2] as number)) * (q - m);
      if ((o - (offset[count - 1] as number)) * (m - (apex[count - 2] as number)) > rise) break;
      count--;
    }
    apex[count] = q;
    height[count] = h;
    offset[count++] = o;
  }
  if (count === 0) return;
  let n = 0;
  for (let p = from; p < to; p++) {
    let value = (offset[n] as number) - 2 * p * (apex[n] as number);
    while (n + 1 < count) {
      const next = (offset[n + 1] as number) - 2 * p * (apex[n + 1] as number);
      if (next > value) break;
      value = next;
      n++;
    }
    const distance = (p - (apex[n] as number)) * step;
    tile[at + p] = distance * distance + (height[n] as number);
  }
}
