import { CmbError } from "../cmb-error.js";
import type { Shape } from "../volume.js";
import type { Connectivity } from "./connected-components.js";
import type { Runs } from "./find-runs.js";

/**
 * The object of each run.
 *
 * @returns for each run its label, 1…count in the order of first runs
 * @throws CmbError `INVALID_ARGUMENT` when the connectivity is none of the three
 * @internal
 */
export function labelRuns(
  runs: Runs,
  shape: Shape,
  connectivity: Connectivity,
): { readonly label: Int32Array; readonly count: number } {
  if (![6, 18, 26].includes(connectivity)) {
    const message = `connected components: the connectivity is ${connectivity}; give 6, 18 or 26`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "connectivity", value: connectivity });
  }
  const label = joinRuns(runs, shape, connectivity);
  const count = numberRoots(label);
  return { label, count };
}

/** Union-find over the runs; the root of an object is its first run. */
function joinRuns(runs: Runs, [, nj, nk]: Shape, connectivity: Connectivity): Int32Array {
  const { rowFirst } = runs;
  const parent = new Int32Array(rowFirst[nj * nk] as number);
  for (let run = 0; run < parent.length; run++) parent[run] = run;
  // How far apart along i two runs may be and still touch: 0 must overlap, 1 may be diagonal.
  const faceReach = connectivity === 6 ? 0 : 1;
  const edgeReach = connectivity === 26 ? 1 : 0;
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      const row = j + nj * k;
      if (rowFirst[row] === rowFirst[row + 1]) continue;
      if (j > 0) joinRows(runs, parent, { row, other: row - 1, reach: faceReach });
      if (k === 0) continue;
      joinRows(runs, parent, { row, other: row - nj, reach: faceReach });
      if (connectivity === 6) continue;
      if (j > 0) joinRows(runs, parent, { row, other: row - nj - 1, reach: edgeReach });
      if (j < nj - 1) joinRows(runs, parent, { row, other: row - nj + 1, reach: edgeReach });
    }
  }
  return parent;
}

/** Joins the runs of two rows that touch, walking along both at once. */
function joinRows(
  { bounds, rowFirst }: Runs,
  parent: Int32Array,
  { row, other, reach }: { readonly row: number; readonly other: number; readonly reach: number },
): void {
  let a = rowFirst[row] as number;
  let b = rowFirst[other] as number;
  const lastA = rowFirst[row + 1] as number;
  const lastB = rowFirst[other + 1] as number;
  while (a < lastA && b < lastB) {
    const endA = bounds[2 * a + 1] as number;
    const endB = bounds[2 * b + 1] as number;
    // Joined by & into one branch: in a noisy mask each alone is a coin toss, and wrong guesses are what costs time.
    const join =
      Number((bounds[2 * a] as number) < endB + reach) &
      Number((bounds[2 * b] as number) < endA + reach) &
      Number(parent[a] !== parent[b]);
    // A run that is its own parent has touched none yet, so none is below it, and it can go below any run before it.
    if (join !== 0 && parent[a] === a) parent[a] = parent[b] as number;
    else if (join !== 0) unite(parent, a, b);
    const step = Number(endA < endB);
    a += step;
    b += 1 - step;
  }
}

function unite(parent: Int32Array, a: number, b: number): void {
  const rootA = find(parent, a);
  const rootB = find(parent, b);
  if (rootA < rootB) parent[rootB] = rootA;
  else parent[rootA] = rootB;
}

/** The root of a run; halves the path on the way. */
function find(parent: Int32Array, run: number): number {
  let current = run;
  let above = parent[current] as number;
  while (above !== current) {
    const next = parent[above] as number;
    parent[current] = next;
    current = next;
    above = parent[current] as number;
  }
  return current;
}

/** Turns parents into labels in place: a parent comes before its children, so it holds its label when they ask. */
function numberRoots(parent: Int32Array): number {
  let count = 0;
  for (let run = 0; run < parent.length; run++) {
    const above = parent[run] as number;
    parent[run] = above === run ? ++count : (parent[above] as number);
  }
  return count;
}
