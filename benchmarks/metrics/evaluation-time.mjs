// Scoring of scans of 256 × 256 × 64 voxels with 0 to 80 lesions: @cmb/metrics beside panoptica, MONAI, MetricsReloaded, and cc3d and NumPy by hand.
//
//   npm run build -w packages/core -w packages/metrics
//   CMB_PYTHON=/path/to/python node benchmarks/metrics/evaluation-time.mjs [cases] [slow cases]
//
// 200 cases unless given; panoptica and MONAI take seconds for one and MetricsReloaded minutes, so they score about as
// many as `slow cases`, 10 unless given, spread over the others, and their ratios are over these alone. All read the same
// raw masks, reading is counted by itself, every program has one thread and its own process, and one case before the
// clock runs. Ratios are of processor time, which for Node has its compiler and its collector in it. A peer that is not
// installed is left out and said so. Fails where a peer has another number.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { caseForProtocol, createEvaluation, getProtocol } from "@cmb/metrics";
import { FULL_GRID, makeCase, volumesOf } from "./made-cases.mjs";

const PYTHON = process.env.CMB_PYTHON ?? "python3";
const SURFACE_TOLERANCE_MM = 2;
const PEERS = {
  hand: { title: "cc3d, NumPy, SciPy by hand", needs: "cc3d, scipy" },
  panoptica: { title: "panoptica", needs: "panoptica", isSlow: true },
  monai: { title: "MONAI (masks alone)", needs: "monai, torch", isSlow: true, works: ["surfaces"] },
  metricsReloaded: { title: "MetricsReloaded", needs: "MetricsReloaded", isSlow: true, works: ["detection"], share: 5 },
};
const WORKS = ["detection", "surfaces"];

/** What evaluation_time.py does, for @cmb/metrics: the numbers of one case. */
export function createScorer(work, grid = FULL_GRID) {
  const protocol = getProtocol("panoptic");
  const evaluation = createEvaluation(protocol);
  const options = work === "surfaces" ? { surfaceToleranceMm: SURFACE_TOLERANCE_MM } : {};
  return (id, masks) => {
    const { result } = evaluation.add(caseForProtocol(id, volumesOf(masks, grid), protocol, options));
    return {
      tp: result.truePositives,
      fp: result.falsePositives,
      fn: result.falseNegatives,
      dice: result.dice,
      overallDice: result.overallDice,
      ...(work === "surfaces" && {
        hd95: result.hausdorff95Mm,
        assd: result.assdMm,
        surfaceDice: result.surfaceDice,
      }),
    };
  };
}

/** Called in a process of its own, as each peer is. */
function measure(work, folder, count) {
  const score = createScorer(work);
  const times = { readingMs: [], wallMs: [], cpuMs: [], cases: [] };
  const read = (side, index) => readFileSync(join(folder, `case-${index}-${side}.raw`));
  score("warm-up", { reference: read("reference", 0), prediction: read("prediction", 0) });
  for (let index = 0; index < count; index++) {
    const start = performance.now();
    const masks = { reference: read("reference", index), prediction: read("prediction", index) };
    const [wall, cpu] = [performance.now(), process.cpuUsage()];
    const scores = score(`case-${index}`, masks);
    const { user, system } = process.cpuUsage(cpu);
    times.readingMs.push(wall - start);
    times.wallMs.push(performance.now() - wall);
    times.cpuMs.push((user + system) / 1000);
    times.cases.push(scores);
  }
  return { ...times, peakMiB: process.resourceUsage().maxRSS / 1024 };
}

function compare(count, slowCount) {
  const folder = mkdtempSync(join(tmpdir(), "cmb-evaluation-"));
  try {
    writeCases(folder, count);
    console.log(
      `${count} cases of ${FULL_GRID.shape.join(" × ")} voxels, ${cpus()[0]?.model}, Node ${process.version}, one thread each`,
    );
    const isEqual = WORKS.map((work) => compareWork(work, folder, { count, slowCount }));
    return isEqual.every(Boolean);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeCases(folder, count) {
  writeFileSync(join(folder, "grid.json"), JSON.stringify({ ...FULL_GRID, surfaceToleranceMm: SURFACE_TOLERANCE_MM }));
  for (let index = 0; index < count; index++) {
    const { reference, prediction } = makeCase(2026, index);
    writeFileSync(join(folder, `case-${index}-reference.raw`), reference);
    writeFileSync(join(folder, `case-${index}-prediction.raw`), prediction);
  }
}

function compareWork(work, folder, { count, slowCount }) {
  const self = fileURLToPath(import.meta.url);
  const ours = run(process.execPath, [self, "--ours", work, folder, count]);
  const rows = [rowOf("@cmb/metrics", ours, ours)];
  let isEqual = true;
  for (const [peer, { title, needs, isSlow = false, works = WORKS, share = 1 }] of Object.entries(PEERS)) {
    if (!works.includes(work)) continue;
    if (!canImport(needs)) {
      console.log(`${title} is left out: ${PYTHON} cannot import ${needs}`);
      continue;
    }
    const script = fileURLToPath(new URL("./evaluation_time.py", import.meta.url));
    const step = isSlow ? Math.max(1, Math.floor((share * count) / slowCount)) : 1;
    const theirs = run(PYTHON, [script, peer, work, folder, count, step]);
    const own = everyNth(ours, step);
    rows.push(rowOf(title, theirs, own));
    isEqual = sameNumbers(title, own.cases, theirs.cases) && isEqual;
  }
  console.log(
    work === "detection" ? "objects, overlaps, matching, F1, Dice" : "the same with HD95, ASSD, surface Dice",
  );
  console.table(rows);
  return isEqual;
}

function everyNth({ cpuMs, cases }, step) {
  const isTaken = (_, index) => index % step === 0;
  return { cpuMs: cpuMs.filter(isTaken), cases: cases.filter(isTaken) };
}

function rowOf(title, times, ours) {
  const ratios = times.cpuMs.map((ms, index) => ms / ours.cpuMs[index]);
  const total = sum(times.cpuMs) / sum(ours.cpuMs);
  return {
    "": title,
    cases: times.wallMs.length,
    "ms a case": spread(times.wallMs, 1),
    "cpu ms": spread(times.cpuMs, 1),
    "reading ms": spread(times.readingMs, 1),
    "× ours, all cases": total.toFixed(1),
    "× ours, case by case": spread(ratios, 1),
    "peak MiB": Math.round(times.peakMiB),
  };
}

/** Every number that the peer has of a case; where undefined the peers have conventions of their own. */
function sameNumbers(title, ours, theirs) {
  // MONAI computes in float32, the place between two ranks of a percentile too.
  const tolerance = (name) => (name === "hd95" || name === "assd" ? 1e-3 : 1e-6);
  const isOff = (name, a, b) => Number.isFinite(a) && Number.isFinite(b) && Math.abs(a - b) > tolerance(name);
  for (const [index, scores] of theirs.entries()) {
    for (const name of Object.keys(scores)) {
      if (scores[name] === undefined || scores[name] === null) continue;
      if (!isOff(name, ours[index][name], scores[name])) continue;
      console.error(`${title}: case ${index} has ${name} ${scores[name]} and ours is ${ours[index][name]}`);
      return false;
    }
  }
  return true;
}

/** Median [quarter, three quarters]. */
function spread(values, digits) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(digits);
  return `${at(0.5)} [${at(0.25)}, ${at(0.75)}]`;
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

function run(program, parameters) {
  const env = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", PANOPTICA_CITATION_REMINDER: "false" };
  return JSON.parse(execFileSync(program, parameters.map(String), { encoding: "utf8", env, maxBuffer: 2 ** 28 }));
}

function canImport(modules) {
  try {
    execFileSync(PYTHON, ["-c", `import ${modules}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [mode, ...parameters] = process.argv.slice(2);
  if (mode === "--ours") console.log(JSON.stringify(measure(...parameters)));
  else process.exitCode = compare(Number(mode ?? 200), Number(parameters[0] ?? 10)) ? 0 : 1;
}
