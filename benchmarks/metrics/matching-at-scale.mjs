// Assignment of 1000 × 1000 lesions and of 10,000 cases of points: @cmb/metrics beside scipy.optimize.linear_sum_assignment.
//
//   npm run build -w packages/core -w packages/metrics
//   CMB_PYTHON=/path/to/python node benchmarks/metrics/matching-at-scale.mjs [runs]
//
// Both sides read the same numbers and have one thread; each job runs once before the clock does, then `runs` times, 5
// unless given. Fails where the sums of costs or the numbers of hits differ.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createRng } from "@cmb/core";
import { getProtocol, matchLesions, minimumCostAssignment, overrideProtocol } from "@cmb/metrics";

const PYTHON = process.env.CMB_PYTHON ?? "python3";
const TOLERANCE_MM = 5;

/** Full matrices of costs, and cases of points in a head of 160 mm. */
export function makeMatchingInputs({ side = 1000, cases = 10_000, mostPoints = 80 } = {}) {
  const rng = createRng(2026, "matching");
  const matrix = (name, cost) => {
    const own = rng.at(name);
    return Float64Array.from({ length: side * side }, () => cost(own));
  };
  const points = (own, count) => Array.from({ length: count }, () => [0, 1, 2].map(() => own.uniform(0, 160)));
  const own = rng.at("points");
  return {
    side,
    matrices: {
      "uniform costs": matrix("uniform", (stream) => stream.uniform()),
      "whole costs, 1 to 100": matrix("whole", (stream) => stream.integer(1, 100)),
      "distances of points": distances(points(rng.at("left"), side), points(rng.at("right"), side)),
    },
    cases: Array.from({ length: cases }, () => {
      const reference = points(own, own.integer(0, mostPoints));
      const near = reference.filter(() => own.uniform() < 0.8).map((at) => at.map((mm) => mm + own.uniform(-4, 4)));
      return { reference, prediction: [...near, ...points(own, own.integer(0, Math.ceil(mostPoints / 4)))] };
    }),
  };
}

function distances(left, right) {
  return Float64Array.from(left.flatMap((a) => right.map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]))));
}

/** The jobs by name: each gives a number that both sides must agree on. */
export function matchingJobs({ side, matrices, cases }) {
  const costOf = (costs) =>
    minimumCostAssignment(costs, side, side).reduce((sum, column, row) => sum + costs[row * side + column], 0);
  const scans = cases.map(({ reference, prediction }, n) => ({
    id: `case-${n}`,
    reference: reference.map((centreMm) => ({ centreMm })),
    prediction: prediction.map((centreMm) => ({ centreMm })),
  }));
  const { criterion } = overrideProtocol(getProtocol("centroid-3mm"), { toleranceMm: TOLERANCE_MM }).parameters;
  const hits = () =>
    scans.reduce((sum, scan) => sum + matchLesions(scan, { criterion, assignment: "optimal" }).pairs.length, 0);
  return {
    ...Object.fromEntries(Object.entries(matrices).map(([name, costs]) => [name, () => costOf(costs)])),
    "cases of points, hits within 5 mm": hits,
  };
}

function time(job, runs) {
  const value = job();
  const ms = Array.from({ length: runs }, () => {
    const { user, system } = process.cpuUsage();
    job();
    const after = process.cpuUsage();
    return (after.user + after.system - user - system) / 1000;
  });
  return { value, ms };
}

function askPython(inputs, runs) {
  const folder = mkdtempSync(join(tmpdir(), "cmb-matching-"));
  try {
    const { matrices, ...rest } = inputs;
    for (const [n, costs] of Object.values(matrices).entries()) writeFileSync(join(folder, `${n}.raw`), costs);
    const plain = { ...rest, names: Object.keys(matrices), toleranceMm: TOLERANCE_MM };
    writeFileSync(join(folder, "inputs.json"), JSON.stringify(plain));
    const script = fileURLToPath(new URL("./matching_at_scale.py", import.meta.url));
    const env = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
    return JSON.parse(execFileSync(PYTHON, [script, folder, String(runs)], { encoding: "utf8", env }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function main(runs) {
  const inputs = makeMatchingInputs();
  const theirs = askPython(inputs, runs);
  const spread = (ms) => {
    const sorted = ms.toSorted((a, b) => a - b);
    return `${sorted[runs >> 1].toFixed(0)} [${sorted[0].toFixed(0)}, ${sorted.at(-1).toFixed(0)}]`;
  };
  const median = (ms) => ms.toSorted((a, b) => a - b)[runs >> 1];
  let isEqual = true;
  const rows = Object.entries(matchingJobs(inputs)).map(([name, job]) => {
    const [own, other] = [time(job, runs), theirs[name]];
    const same = Math.abs(own.value - other.value) <= 1e-9 * Math.abs(other.value);
    isEqual &&= same;
    return {
      job: name,
      "@cmb/metrics ms": spread(own.ms),
      "SciPy ms": spread(other.ms),
      "× SciPy": (median(own.ms) / median(other.ms)).toFixed(2),
      optimum: own.value,
      equal: same ? "" : `NO: ${other.value}`,
    };
  });
  console.log(`processor time, ${cpus()[0]?.model}, Node ${process.version}, median [least, most] of ${runs} runs`);
  console.table(rows);
  return isEqual ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main(Number(process.argv[2] ?? 5));
