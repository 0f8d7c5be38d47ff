// Realism of simulated scans: microbleeds beside real ones, backgrounds beside scans that you name, and contact sheets.
//
// Usage: npm run bench -- realism [--count N] [--seed S] [--workers W] [--out DIR] [--real FILE.json]
//                                 [--size MM] [--heads N] [--mimics yes|no]
//
// --count    patches, spread over the protocols of the scans that real microbleeds were drawn in; 200
// --size     edge of a patch; 48. With 28 and "--mimics no" it is three times as fast, and shows microbleeds alone
// --heads    that the patches are of; 4. No more workers than heads
// --out      where realism.html and realism.json go; the folder realism-report
// --real     scans to hold the backgrounds against: a JSON list of { "path", "volume", "name", "note", "protocol" }, paths
//            beside the file, protocol the name of one or the fields that differ from "clinical-gre-2d"
//
// The same arguments give the same report, whatever the number of workers. Real distributions are numbers within
// @cmb/synth/realism; no scan of a person is needed, and none is in the repository.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { createRng, spacing } from "@cmb/core";
import { loadNifti } from "@cmb/io/node";
import { drawMicrobleeds, namedProtocol, PATCH_MIMICS, PROTOCOL_NAMES, prepareHead, synthesizePatch } from "@cmb/synth";
import { formatRealismHtml, realismReport } from "@cmb/synth/realism";
import { planPatches } from "./cohorts.mjs";

const COUNTED_HEADS = 1000;
const SCANS_PER_REAL = 2;
/** In each patch: more than in a head, so that there are enough to compare. */
const MICROBLEEDS = 4;

/** Patch n of the plan: its protocol, and one of a few heads. */
function patchJobs(count, { seed, heads, sizeMm, hasMimics }) {
  const mimics = hasMimics ? {} : Object.fromEntries(Object.keys(PATCH_MIMICS).map((name) => [name, 0]));
  return planPatches(count).map(({ name, protocol }, n) => ({
    name: `${name}, patch ${n + 1}`,
    head: n % heads,
    options: { seed, index: n + 1, protocol, sizeMm, microbleeds: { count: MICROBLEEDS }, mimics },
  }));
}

/** Large patches without microbleeds, acquired like the real scans. */
function backgroundJobs(real, { seed, heads }) {
  return real.flatMap(({ name, protocol }, place) =>
    Array.from({ length: SCANS_PER_REAL }, (_, n) => ({
      name: `like ${name}, ${n + 1}`,
      background: place,
      head: n % heads,
      options: {
        seed,
        index: 1_000_000 + 10 * place + n,
        protocol,
        sizeMm: 72,
        centreMm: [0, 0, 10],
        microbleeds: { count: 0 },
      },
    })),
  );
}

async function headOf(seed, number) {
  return prepareHead({ seed: createRng(seed, "realism head", number).uint32() });
}

/** In a worker: the scans of its jobs, one message each. */
async function work({ seed, jobs }) {
  const heads = new Map();
  for (const { place, job } of jobs) {
    if (!heads.has(job.head)) heads.set(job.head, await headOf(seed, job.head));
    const scan = await synthesizePatch({ ...job.options, head: heads.get(job.head) });
    parentPort.postMessage({ place, scan });
  }
}

/** The scans of all jobs in their order, made by several workers; a head's jobs go to one of them. */
async function* scansOf(jobs, { seed, workers }) {
  const ready = new Map();
  let wake = () => {};
  const running = Array.from({ length: workers }, (_, n) => {
    const own = jobs.map((job, place) => ({ place, job })).filter(({ job }) => job.head % workers === n);
    const worker = new Worker(new URL(import.meta.url), { workerData: { seed, jobs: own } });
    worker.on("message", ({ place, scan }) => {
      ready.set(place, { scan });
      wake();
    });
    worker.on("error", (error) => {
      ready.set(-1, { error });
      wake();
    });
    return worker;
  });
  for (const [place, job] of jobs.entries()) {
    while (!ready.has(place) && !ready.has(-1)) {
      await new Promise((resolved) => {
        wake = resolved;
      });
    }
    if (ready.has(-1)) throw ready.get(-1).error;
    const { scan } = ready.get(place);
    ready.delete(place);
    process.stderr.write(`\r${place + 1} of ${jobs.length} scans`);
    yield { job, scan };
  }
  process.stderr.write("\n");
  await Promise.all(running.map((worker) => worker.terminate()));
}

async function loadReal(path) {
  if (path === undefined) return [];
  const scans = [];
  for (const { path: file, volume, name, note, protocol } of JSON.parse(readFileSync(path, "utf8"))) {
    const image = await loadNifti(resolve(dirname(path), file), volume === undefined ? {} : { volumeIndex: volume });
    const base = PROTOCOL_NAMES.includes(protocol)
      ? namedProtocol(protocol)
      : { ...namedProtocol("clinical-gre-2d"), ...protocol };
    const spacingMm = spacing(image.volume.affine).map((mm) => Number(mm.toFixed(4)));
    const acquiredSpacingMm = protocol.acquiredSpacingMm ?? spacingMm;
    scans.push({ name, note, real: image.volume, protocol: { ...base, acquiredSpacingMm, spacingMm } });
  }
  return scans;
}

function drawCounts(anatomy, seed) {
  return Array.from(
    { length: COUNTED_HEADS },
    (_, n) => drawMicrobleeds(anatomy, createRng(seed, "counts", n), { count: "head" }).length,
  );
}

function printGroups({ groups }) {
  const judged = ({ probability }) => probability >= 0.1 && probability <= 0.9;
  for (const { name, microbleeds, measures, isWithin } of groups) {
    console.log(
      `\n${name}: ${microbleeds} simulated; ${isWithin === undefined ? "nothing to compare" : isWithin ? "within" : "not within"}`,
    );
    for (const [
      measure,
      { quantiles, realCount, wasserstein, wassersteinByChance, kolmogorovSmirnov },
    ] of Object.entries(measures)) {
      const cells = quantiles.filter(judged).map((q) => {
        const chance = q.chance.map((bound) => bound.toFixed(2)).join(", ");
        return `${q.synthetic.toFixed(2)}/${q.real.toFixed(2)}=${q.ratio.toFixed(2)} [${chance}]`;
      });
      const distances = `W ${wasserstein.toFixed(3)} (chance ${wassersteinByChance.toFixed(3)}), KS ${kolmogorovSmirnov.toFixed(2)}`;
      console.log(`  ${measure.padEnd(18)} n=${String(realCount).padEnd(4)} ${cells.join("  ")}   ${distances}`);
    }
  }
}

async function main() {
  const { values } = parseArgs({
    options: {
      count: { type: "string", default: "200" },
      seed: { type: "string", default: "1" },
      workers: { type: "string", default: String(availableParallelism()) },
      out: { type: "string", default: "realism-report" },
      real: { type: "string" },
      size: { type: "string", default: "48" },
      heads: { type: "string", default: "4" },
      mimics: { type: "string", default: "yes" },
    },
  });
  const [count, seed, heads] = [values.count, values.seed, values.heads].map(Number);
  const plan = { seed, heads, sizeMm: Number(values.size), hasMimics: values.mimics !== "no" };
  const workers = Math.max(1, Math.min(heads, Number(values.workers)));
  const started = performance.now();
  const real = await loadReal(values.real);
  const backgrounds = real.map(({ name, note, real: volume }) => ({ name, note, real: volume, synthetic: [] }));
  const jobs = [...backgroundJobs(real, plan), ...patchJobs(count, plan)];
  async function* named() {
    for await (const { job, scan } of scansOf(jobs, { seed, workers })) {
      if (job.background === undefined) yield { name: job.name, scan };
      else backgrounds[job.background].synthetic.push(scan.image);
    }
  }
  const { anatomy } = await headOf(seed, 0);
  const realism = await realismReport(named(), { seed, backgrounds, countsPerHead: drawCounts(anatomy, seed) });
  mkdirSync(values.out, { recursive: true });
  writeFileSync(join(values.out, "realism.json"), `${JSON.stringify(realism.report, null, 1)}\n`);
  writeFileSync(join(values.out, "realism.html"), await formatRealismHtml(realism));
  printGroups(realism.report);
  console.log(
    `\n${jobs.length} scans in ${((performance.now() - started) / 1000).toFixed(0)} s; see ${join(values.out, "realism.html")}`,
  );
}

if (isMainThread) await main();
else await work(workerData);
