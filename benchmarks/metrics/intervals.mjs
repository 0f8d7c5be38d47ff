// Bootstrap intervals over cases, 2,000 resamples: @cmb/metrics beside scipy.stats.bootstrap.
//
//   npm run build -w packages/core -w packages/metrics
//   CMB_PYTHON=/path/to/python node benchmarks/metrics/intervals.mjs [runs]
//
// SciPy is given vectorised NumPy statistics, the way it is quickest. The last row is what an evaluation makes by
// default: intervals of all its quantities and the FROC band at once; SciPy's time there is that of one quantity. Intervals of the two agree as closely as 2,000 draws can; the program fails where
// an end is off by more than a fifth of the interval's width.
import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { createRng } from "@cmb/core";
import { bootstrapInterval, createEvaluation, getProtocol } from "@cmb/metrics";

const PYTHON = process.env.CMB_PYTHON ?? "python3";
const RESAMPLES = 2000;
const SHARE_OF_WIDTH = 0.2;

/** Scans with points on both sides and a score each. */
export function makeScans(count) {
  const rng = createRng(2026, "intervals");
  const point = () => [0, 1, 2].map(() => rng.uniform(0, 160));
  return Array.from({ length: count }, (_, n) => {
    const reference = Array.from({ length: rng.integer(0, 20) }, () => ({ centreMm: point() }));
    const near = reference.filter(() => rng.uniform() < 0.75);
    const falses = Array.from({ length: rng.integer(0, 4) }, () => ({ centreMm: point(), score: rng.uniform(0, 0.7) }));
    const hits = near.map(({ centreMm }) => ({ centreMm, score: rng.uniform(0.3, 1) }));
    return { id: `scan-${n}`, reference, prediction: [...hits, ...falses] };
  });
}

/** Counts of hits, false positives and misses of each scan, and the jobs on them. */
export function intervalJobs(scans, resamples = RESAMPLES) {
  const protocol = getProtocol("centroid-3mm");
  const evaluation = createEvaluation(protocol, { intervals: { seed: 1, resamples } });
  for (const scan of scans) evaluation.add(scan);
  const plain = createEvaluation(protocol, { intervals: "none" });
  for (const scan of scans) plain.add(scan);
  const counts = plain.result().cases.map((one) => [one.truePositives, one.falsePositives, one.falseNegatives]);
  const interval = (statistic, method) => () => {
    const { lower, upper } = bootstrapInterval(counts, statistic, { seed: 1, resamples, method });
    return [lower, upper];
  };
  const meanHits = (cases) => cases.reduce((total, [tp]) => total + tp, 0) / cases.length;
  const quantities = countIntervals(evaluation.result().intervals);
  const all = () => {
    const { lower, upper } = evaluation.result().intervals.pooled.f1;
    return [lower, upper];
  };
  return {
    counts,
    jobs: {
      "mean of one number, percentile": interval(meanHits, "percentile"),
      "mean of one number, BCa": interval(meanHits, "bca"),
      "pooled F1, percentile": interval(pooledF1, "percentile"),
      "pooled F1, BCa": interval(pooledF1, "bca"),
      [`all ${quantities} intervals of a result`]: all,
    },
  };
}

function countIntervals(value) {
  if (value === null || typeof value !== "object") return 0;
  if ("lower" in value && "upper" in value) return 1;
  return Object.values(value).reduce((sum, inner) => sum + countIntervals(inner), 0);
}

function pooledF1(cases) {
  let [tp, wrong] = [0, 0];
  for (const [hits, falses, misses] of cases) {
    tp += hits;
    wrong += falses + misses;
  }
  return (2 * tp) / (2 * tp + wrong);
}

function time(job, runs) {
  const ends = job();
  const ms = Array.from({ length: runs }, () => {
    const before = process.cpuUsage();
    job();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return { ends, ms };
}

function main(runs) {
  const script = fileURLToPath(new URL("./intervals.py", import.meta.url));
  const rows = [];
  let isNear = true;
  for (const count of [50, 200, 1000]) {
    const { counts, jobs } = intervalJobs(makeScans(count));
    const input = JSON.stringify({ counts, resamples: RESAMPLES, runs });
    const env = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
    const theirs = JSON.parse(execFileSync(PYTHON, [script], { input, encoding: "utf8", env }));
    for (const [job, run] of Object.entries(jobs)) {
      const own = time(run, runs);
      const other = theirs[job] ?? theirs["pooled F1, percentile"];
      const width = other.ends[1] - other.ends[0];
      const off = Math.max(...own.ends.map((end, n) => Math.abs(end - other.ends[n]))) / width;
      isNear &&= off <= SHARE_OF_WIDTH;
      rows.push({
        job,
        cases: count,
        "@cmb/metrics ms": median(own.ms).toFixed(1),
        "SciPy ms": median(other.ms).toFixed(1),
        "× SciPy": (median(own.ms) / median(other.ms)).toFixed(2),
        "ends apart, share of width": off.toFixed(3),
      });
    }
  }
  console.log(`processor time, ${cpus()[0]?.model}, Node ${process.version}, median of ${runs} runs, one thread each`);
  console.table(rows);
  return isNear ? 0 : 1;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main(Number(process.argv[2] ?? 5));
