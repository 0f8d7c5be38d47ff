// Ridge-penalised logistic regression, for the scores of detectors.

/**
 * Newton's method on the penalised log-likelihood.
 *
 * @param inputs rows of numbers of which the first is 1; its weight, the intercept, is not penalised
 * @param labels 1 or 0 for each row
 * @param penalty times half the squared weight is taken from the log-likelihood; keeps a term that hardly matters near 0
 * @returns one weight for each column
 */
export function fitLogistic(inputs, labels, { penalty = 1 } = {}) {
  const size = inputs[0].length;
  let weights = new Array(size).fill(0);
  for (let step = 0; step < 100; step++) {
    const gradient = weights.map((weight, a) => (a === 0 ? 0 : -penalty * weight));
    const hessian = weights.map((_, a) => weights.map((_, b) => (a === b && a > 0 ? penalty : 0)));
    for (const [n, input] of inputs.entries()) {
      const p = 1 / (1 + Math.exp(-input.reduce((sum, value, a) => sum + value * weights[a], 0)));
      for (let a = 0; a < size; a++) {
        gradient[a] += input[a] * (labels[n] - p);
        for (let b = 0; b < size; b++) hessian[a][b] += input[a] * input[b] * p * (1 - p);
      }
    }
    const change = solve(hessian, gradient);
    weights = weights.map((weight, a) => weight + change[a]);
    if (change.every((value) => Math.abs(value) < 1e-9)) return weights;
  }
  throw new Error(
    "fitLogistic: the fit did not converge in 100 steps; are both labels there, in every range of the inputs?",
  );
}

/** Gaussian elimination with row pivots. */
function solve(matrix, right) {
  const rows = matrix.map((row, n) => [...row, right[n]]);
  for (let pivot = 0; pivot < rows.length; pivot++) {
    const largest = rows
      .slice(pivot)
      .reduce((best, row, n) => (Math.abs(row[pivot]) > Math.abs(rows[best][pivot]) ? pivot + n : best), pivot);
    [rows[pivot], rows[largest]] = [rows[largest], rows[pivot]];
    for (let below = pivot + 1; below < rows.length; below++) {
      const factor = rows[below][pivot] / rows[pivot][pivot];
      for (let column = pivot; column <= rows.length; column++) rows[below][column] -= factor * rows[pivot][column];
    }
  }
  const solution = new Array(rows.length).fill(0);
  for (let row = rows.length - 1; row >= 0; row--) {
    const known = solution.reduce((sum, value, column) => sum + value * rows[row][column], 0);
    solution[row] = (rows[row][rows.length] - known) / rows[row][row];
  }
  return solution;
}
