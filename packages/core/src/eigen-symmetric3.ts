/** Eigenvalues and unit eigenvectors of a symmetric 3×3 matrix, largest value first. @since 0.1.0 */
export interface EigenSystem3 {
  readonly values: readonly [number, number, number];
  /** `vectors[n]` belongs to `values[n]`; the sign of a vector carries no meaning. */
  readonly vectors: readonly [Vector3, Vector3, Vector3];
}

type Vector3 = readonly [number, number, number];

const MAX_SWEEPS = 50;

/**
 * Eigenvalues and eigenvectors of a symmetric 3×3 matrix by cyclic Jacobi rotations.
 *
 * Jacobi keeps small eigenvalues accurate where the closed formula loses them to cancellation; flat and thin lesions
 * have such values. For whole images of matrices use a closed formula instead.
 *
 * @param matrix - the upper triangle (xx, xy, xz, yy, yz, zz)
 * @returns values in descending order with their vectors
 * @see Golub & Van Loan, Matrix Computations, 4th ed., section 8.5
 * @since 0.1.0
 */
export function eigenSymmetric3(matrix: readonly [number, number, number, number, number, number]): EigenSystem3 {
  const [xx, xy, xz, yy, yz, zz] = matrix;
  const a = [
    [xx, xy, xz],
    [xy, yy, yz],
    [xz, yz, zz],
  ];
  const v = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let rotated = false;
    for (const [p, q] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const)
      rotated = rotate(a, v, p, q) || rotated;
    if (!rotated) break;
  }
  const order = [0, 1, 2].sort((m, n) => at(a, n, n) - at(a, m, m));
  const value = (n: number): number => at(a, order[n] ?? 0, order[n] ?? 0);
  const vector = (n: number): Vector3 => [at(v, 0, order[n] ?? 0), at(v, 1, order[n] ?? 0), at(v, 2, order[n] ?? 0)];
  return { values: [value(0), value(1), value(2)], vectors: [vector(0), vector(1), vector(2)] };
}

function at(matrix: readonly (readonly number[])[], row: number, column: number): number {
  return matrix[row]?.[column] ?? 0;
}

function put(matrix: number[][], row: number, column: number, value: number): void {
  (matrix[row] as number[])[column] = value;
}

/** One rotation that sets a[p][q] to zero; false when it is zero already. */
function rotate(a: number[][], v: number[][], p: number, q: number): boolean {
  const off = at(a, p, q);
  if (Math.abs(off) <= Number.EPSILON * Math.sqrt(Math.abs(at(a, p, p) * at(a, q, q))) || off === 0) return false;
  const theta = (at(a, q, q) - at(a, p, p)) / (2 * off);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  for (let n = 0; n < 3; n++) turn(a, n, p, n, q, cosine, sine);
  for (let n = 0; n < 3; n++) turn(a, p, n, q, n, cosine, sine);
  for (let n = 0; n < 3; n++) turn(v, n, p, n, q, cosine, sine);
  return true;
}

function turn(m: number[][], r1: number, c1: number, r2: number, c2: number, cosine: number, sine: number): void {
  const first = at(m, r1, c1);
  const second = at(m, r2, c2);
  put(m, r1, c1, cosine * first - sine * second);
  put(m, r2, c2, sine * first + cosine * second);
}
