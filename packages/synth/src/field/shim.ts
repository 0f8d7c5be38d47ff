import { CmbError, type Volume, voxelToWorld } from "@cmb/core";

const TERMS = 9;

/**
 * The field without the solid harmonics up to the second order that fit it best where the weight is.
 *
 * @param fieldPpm - ppm
 * @param weights - one per voxel, 0 outside of what is shimmed
 * @returns a new field
 * @throws CmbError `EMPTY_VOLUME` when fewer than 9 voxels have a weight
 * @internal
 */
export function shim(fieldPpm: Volume, weights: Float32Array): Float32Array<ArrayBuffer> {
  const { shape, affine, data } = fieldPpm;
  const centre = voxelToWorld(affine, [shape[0] / 2, shape[1] / 2, shape[2] / 2]);
  const terms = new Float64Array(TERMS);
  const visit = (use: (v: number) => void): void => {
    let v = 0;
    for (let k = 0; k < shape[2]; k++) {
      for (let j = 0; j < shape[1]; j++) {
        for (let i = 0; i < shape[0]; i++, v++) {
          const [x, y, z] = voxelToWorld(affine, [i, j, k]);
          harmonicsInto((x - centre[0]) / 100, (y - centre[1]) / 100, (z - centre[2]) / 100, terms);
          use(v);
        }
      }
    }
  };
  const matrix = new Float64Array(TERMS * TERMS);
  const right = new Float64Array(TERMS);
  let voxels = 0;
  visit((v) => {
    const weight = weights[v] as number;
    if (weight === 0) return;
    voxels++;
    for (let a = 0; a < TERMS; a++) {
      const weighted = weight * (terms[a] as number);
      right[a] = (right[a] as number) + weighted * (data[v] as number);
      for (let b = 0; b < TERMS; b++) {
        matrix[TERMS * a + b] = (matrix[TERMS * a + b] as number) + weighted * (terms[b] as number);
      }
    }
  });
  if (voxels < TERMS) {
    throw new CmbError("EMPTY_VOLUME", `headField: the anatomy has ${voxels} voxels of brain; shimming needs some`, {
      shape,
    });
  }
  const weightsOfTerms = solve(matrix, right);
  const out = new Float32Array(data.length);
  visit((v) => {
    let sum = data[v] as number;
    for (let a = 0; a < TERMS; a++) sum -= (weightsOfTerms[a] as number) * (terms[a] as number);
    out[v] = sum;
  });
  return out;
}

function harmonicsInto(x: number, y: number, z: number, out: Float64Array): void {
  out[0] = 1;
  out[1] = x;
  out[2] = y;
  out[3] = z;
  out[4] = x * y;
  out[5] = y * z;
  out[6] = x * z;
  out[7] = x * x - y * y;
  out[8] = 2 * z * z - x * x - y * y;
}

/** Of a term whose part that is new to the terms before it is rounding. */
const LEAST_PIVOT = 1e-10;

/**
 * Gaussian elimination of a symmetric positive semidefinite system, in place.
 *
 * Where the voxels do not tell terms apart, as those of one plane do not, a pivot is 0 and its term is left out.
 */
function solve(matrix: Float64Array, right: Float64Array): Float64Array {
  const at = (a: number, b: number): number => matrix[TERMS * a + b] as number;
  const sizes = Float64Array.from({ length: TERMS }, (_, a) => at(a, a));
  for (let pivot = 0; pivot < TERMS; pivot++) {
    if (at(pivot, pivot) <= LEAST_PIVOT * (sizes[pivot] as number)) {
      for (let b = 0; b < TERMS; b++) matrix[TERMS * pivot + b] = matrix[TERMS * b + pivot] = b === pivot ? 1 : 0;
      right[pivot] = 0;
      continue;
    }
    for (let row = pivot + 1; row < TERMS; row++) {
      const factor = at(row, pivot) / at(pivot, pivot);
      for (let b = pivot; b < TERMS; b++) matrix[TERMS * row + b] = at(row, b) - factor * at(pivot, b);
      right[row] = (right[row] as number) - factor * (right[pivot] as number);
    }
  }
  for (let row = TERMS - 1; row >= 0; row--) {
    let sum = right[row] as number;
    for (let b = row + 1; b < TERMS; b++) sum -= at(row, b) * (right[b] as number);
    right[row] = sum / at(row, row);
  }
  return right;
}
