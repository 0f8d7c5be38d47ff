// Fits the coefficients of the classical detector's score and prints them as they stand in coefficients.ts.
//   npm run build && node benchmarks/infer/calibrate-classical.mjs [rounds]
// Rounds 1 to `rounds` (3 unless given) are for fitting; phantom-recall measures on others.
import { scoreTerms } from "../../packages/infer/dist/classical/score-candidate.js";
import { fitLogistic } from "./fit-logistic.mjs";
import { candidatesOf, phantomOptions } from "./phantoms.mjs";

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
