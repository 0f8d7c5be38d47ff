/** A direction or a point without a frame. @since 0.1.0 */
export type Vector3 = readonly [number, number, number];
type Axis = 0 | 1 | 2;

/** Eigenvalues and unit eigenvectors of a symmetric 3×3 matrix, largest value first. @since 0.1.0 */
export interface EigenSystem3 {
  readonly values: readonly [number, number, number];
  /** `vectors[n]` belongs to `values[n]`; the sign of a vector carries no meaning. */
  readonly vectors: readonly [Vector3, Vector3, Vector3];
}

/** The matrix while it is turned: `off[n]` is the entry in the row and the column that are not n. */
interface Turning {
  readonly diagonal: [number, number, number];
  readonly off: [number, number, number];
  readonly vectors: [Vector3, Vector3, Vector3];
}

/** Row, column and the axis that is neither. */
const PLANES = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 2, 0],
] as const;
/** Far more than the quadratic convergence needs; a bound, so that no matrix can loop for ever. */
const MAX_SWEEPS = 30;

/**
 * Eigenvalues and eigenvectors of a symmetric 3×3 matrix by cyclic Jacobi rotations.
 *
 * Jacobi keeps small eigenvalues accurate where the closed formula loses them to cancellation; flat and thin lesions
 * have such values. For whole images of matrices use a closed formula instead.
 *
 * @param matrix - the upper triangle (xx, xy, xz, yy, yz, zz)
 * @returns values in descending order with their vectors; NaN throughout when an entry is not finite
 * @see Golub & Van Loan, Matrix Computations, 4th ed., section 8.5
 * @since 0.1.0
 */
export function eigenSymmetric3(matrix: readonly [number, number, number, number, number, number]): EigenSystem3 {
  const [xx, xy, xz, yy, yz, zz] = matrix;
  if (!matrix.every(Number.isFinite)) {
    const none: Vector3 = [Number.NaN, Number.NaN, Number.NaN];
    return { values: none, vectors: [none, none, none] };
  }
  const state: Turning = {
    diagonal: [xx, yy, zz],
    off: [yz, xz, xy],
    vectors: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  };
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let turned = false;
    for (const [p, q, r] of PLANES) turned = turn(state, p, q, r) || turned;
    if (!turned) break;
  }
  const { diagonal, vectors } = state;
  const order: [Axis, Axis, Axis] = [0, 1, 2];
  order.sort((a, b) => diagonal[b] - diagonal[a]);
  const [a, b, c] = order;
  return { values: [diagonal[a], diagonal[b], diagonal[c]], vectors: [vectors[a], vectors[b], vectors[c]] };
}

/** Turns the axes p and q until their entry is zero; false when it is zero already, to rounding. */
function turn({ diagonal, off, vectors }: Turning, p: Axis, q: Axis, r: Axis): boolean {
  const entry = off[r];
  if (entry === 0 || Math.abs(entry) <= Number.EPSILON * Math.sqrt(Math.abs(diagonal[p] * diagonal[q]))) return false;
  const theta = (diagonal[q] - diagonal[p]) / (2 * entry);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  diagonal[p] -= tangent * entry;
  diagonal[q] += tangent * entry;
  off[r] = 0;
  // Row and column r: the entry with p lies at off[q], the one with q at off[p].
  const [withP, withQ] = [off[q], off[p]];
  off[q] = cosine * withP - sine * withQ;
  off[p] = sine * withP + cosine * withQ;
  const [vp, vq] = [vectors[p], vectors[q]];
  vectors[p] = combine(cosine, vp, -sine, vq);
  vectors[q] = combine(sine, vp, cosine, vq);
  return true;
}

function combine(s: number, a: Vector3, t: number, b: Vector3): Vector3 {
  return [s * a[0] + t * b[0], s * a[1] + t * b[1], s * a[2] + t * b[2]];
}
