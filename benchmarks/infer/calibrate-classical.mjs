// Fits the coefficients of the classical detector's score and prints them as they stand in coefficients.ts.
//   npm run build && node benchmarks/infer/calibrate-classical.mjs [rounds]
// Rounds 1 to `rounds` (3 unless given) are for fitting; evaluate-classical.mjs measures on others.
import { scoreTerms } from "../../packages/infer/dist/classical/score-candidate.js";
import { candidatesOf, phantomOptions } from "./phantoms.mjs";

/** Ridge penalty: keeps a term that hardly matters near 0. */
const PENALTY = 1;
/** Neither right nor wrong: not to be told apart on magnitudes, or counted already. */
const LEFT_OUT = new Set(["calcification", "duplicate", "unseen"]);

const rounds = Number(process.argv[2] ?? 3);
const rows = [];
for (const options of phantomOptions(Array.from({ length: rounds }, (_, n) => n + 1))) {
  const { candidates } = await candidatesOf(options);
  for (const { features, kind } of candidates) {
    if (!LEFT_OUT.has(kind)) rows.push({ terms: scoreTerms(features), label: kind === "microbleed" ? 1 : 0 });
  }
  console.error(`${options.contrast} ${options.spacingMm.join("×")} mm: ${candidates.length} candidates`);
}
const names = Object.keys(rows[0].terms);
const weights = fitLogistic(
  rows.map(({ terms }) => [1, ...names.map((name) => terms[name])]),
  rows.map(({ label }) => label),
);
console.log(`// ${rows.filter(({ label }) => label === 1).length} microbleeds, ${rows.length} candidates`);
for (const [n, name] of ["intercept", ...names].entries()) console.log(`  ${name}: ${weights[n].toFixed(3)},`);

/** Newton's method on the penalised log-likelihood; the intercept is not penalised. */
function fitLogistic(inputs, labels) {
  const size = inputs[0].length;
  let weights = new Array(size).fill(0);
  for (let step = 0; step < 100; step++) {
    const gradient = weights.map((weight, a) => (a === 0 ? 0 : -PENALTY * weight));
    const hessian = weights.map((_, a) => weights.map((_, b) => (a === b && a > 0 ? PENALTY : 0)));
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
  throw new Error("calibrate-classical: the fit did not converge in 100 steps");
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
