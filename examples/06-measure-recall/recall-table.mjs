import { bootstrapInterval } from "@cmb/metrics";

/** @typedef {{ scan: string, radiusMm: number, depth: number, found: boolean }} Insertion */

const EVERY = Number.POSITIVE_INFINITY;
const RADII_MM = /** @type {const} */ ([
  ["below 1", 0, 1],
  ["1 to 1.5", 1, 1.5],
  ["1.5 to 2", 1.5, 2],
  ["above 2", 2, EVERY],
  ["all", 0, EVERY],
]);
const DEPTHS = /** @type {const} */ ([
  ["below 0.35", 0, 0.35],
  ["0.35 to 0.6", 0.35, 0.6],
  ["above 0.6", 0.6, EVERY],
  ["all", 0, EVERY],
]);

/** Intervals over fewer scans are too narrow to lean on. */
const LEAST_SCANS = 20;

/** @type {(cases: readonly Insertion[]) => number} */
const recall = (cases) => cases.filter(({ found }) => found).length / cases.length;

/** Whole scans are drawn again, since lesions of one scan are not independent. @type {(cases: readonly Insertion[]) => string} */
function cell(cases) {
  if (cases.length === 0) return "-";
  const counts = `${cases.filter(({ found }) => found).length} of ${cases.length}`;
  const clusters = cases.map(({ scan }) => scan);
  if (new Set(clusters).size < LEAST_SCANS) return counts;
  const { lower, upper } = bootstrapInterval(cases, recall, { seed: 1, clusters });
  return `${counts} [${lower.toFixed(2)}, ${upper.toFixed(2)}]`;
}

/**
 * How many were found by apparent radius (rows) and depth (columns); from 20 scans on with the 95 % bootstrap interval of
 * their share over scans.
 *
 * @param {readonly Insertion[]} insertions
 * @returns {string}
 */
export function recallTable(insertions) {
  const rows = RADII_MM.map(([name, least, most]) => {
    const row = insertions.filter(({ radiusMm }) => radiusMm >= least && radiusMm < most);
    return [name, ...DEPTHS.map(([, from, to]) => cell(row.filter(({ depth }) => depth >= from && depth < to)))];
  });
  return [["radius mm \\ depth", ...DEPTHS.map(([name]) => name)], ...rows].map((row) => row.join("\t")).join("\n");
}
