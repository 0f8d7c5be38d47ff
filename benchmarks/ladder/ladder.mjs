// What detectors find in simulated heads, in shifted ones, of microbleeds inserted into real scans, and mark on those scans.
//
// Usage: npm run bench -- ladder [--model NAME]… [--heads N] [--insertions N] [--labels DIR] [--scans DIR]
//                               [--cache DIR] [--out DIR] [--device D] [--make-only]
//
// --model       classical, default, or the path of a manifest; several stand side by side; classical
// --heads       whole heads of T1, and as many of T2; 2. One takes half a minute to make
// --insertions  microbleeds for each real scan and slice thickness on T3; 20
// --labels      label maps of whole heads, of which training_seg_13, _17 and _20 are used; generated heads without
// --scans       real scans, see scans.json in docs/concepts/evaluation-of-the-models.md; no T3 and T4 without
// --cache       what is made once: heads, scans with insertions, detections; node_modules/.cache/cmb-ladder
// --out         where ladder.json, ladder.md and ladder.html go; the folder report of the cache
// --make-only   makes heads and scans, and detects nothing
//
// What is in the cache is taken from there: a run that was stopped goes on, and the same numbers give the same bytes.
// What each number means, and what it cannot show: docs/concepts/evaluation-of-the-models.md.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openDetector } from "./detect-scan.mjs";
import { ladderHtml, ladderMarkdown } from "./ladder-tables.mjs";
import { HEAD_SEEDS, labelMaps, madeHead, planHead, zoneOfTissue } from "./made-heads.mjs";
import { insertedScan, insertionRounds, untouchedScans } from "./made-insertions.mjs";
import { writeJson } from "./made-once.mjs";
import { measureHeads, measureInsertions, measureUntouched, RATES } from "./measure-rungs.mjs";
import { listScans } from "./real-scans.mjs";
import { scoreCase } from "./score-cases.mjs";

const CACHE = fileURLToPath(new URL("../../node_modules/.cache/cmb-ladder", import.meta.url));

function readArguments() {
  const { values } = parseArgs({
    options: {
      model: { type: "string", multiple: true, default: ["classical"] },
      heads: { type: "string", default: "2" },
      insertions: { type: "string", default: "20" },
      labels: { type: "string" },
      scans: { type: "string" },
      cache: { type: "string", default: CACHE },
      out: { type: "string" },
      device: { type: "string", default: "auto" },
      "make-only": { type: "boolean", default: false },
    },
  });
  const [heads, insertions] = [values.heads, values.insertions].map(Number);
  for (const count of [heads, insertions]) {
    if (!Number.isSafeInteger(count) || count < 0)
      throw new Error("ladder: give whole numbers for --heads and --insertions");
  }
  return { ...values, heads, insertions, out: values.out ?? join(values.cache, "report") };
}

/** Heads of T1 and T2 in turn, so that a run that is cut short has both. */
async function* makeHeads({ heads, labels, cache }) {
  const maps = labelMaps(labels);
  for (let number = 0; number < heads; number++) {
    for (const preset of ["mixed", "shifted"]) {
      const head = await madeHead(planHead(number, { seed: HEAD_SEEDS[preset], preset, maps }), cache);
      say(`${head.name} is made`);
      const sliceMm = head.protocol.spacingMm[2];
      yield {
        ...head,
        rung: preset,
        cluster: head.name,
        sliceMm,
        objects: inScan(head.objects, { sliceMm, sequence: head.sequence }),
      };
    }
  }
}

/** Every real scan at every thickness, with its rounds of insertions. */
async function* makeScans({ scans, insertions, cache }) {
  for (const scan of listScans(scans)) {
    for (const untouched of await untouchedScans(scan, cache)) {
      const rounds = [];
      const counts = untouched.refused.length > 0 ? [] : insertionRounds(untouched, insertions);
      for (const [round, count] of counts.entries()) {
        const inserted = await insertedScan(untouched, { round, count, cache });
        if (inserted !== undefined) rounds.push(inserted);
      }
      say(
        `${untouched.name} is made${untouched.refused.length > 0 ? `; refused: ${untouched.refused.join(", ")}` : ""}`,
      );
      const { person: cluster, sequence } = scan;
      yield { ...untouched, cluster, sequence, objects: [], rounds };
    }
  }
}

/** The objects of a scan with what recall is split by. */
function inScan(objects, { sliceMm, sequence }) {
  return objects.map((object) => ({ ...object, sliceMm, sequence, zone: zoneOfTissue(object.tissue) }));
}

/** All rungs of one detector, from the cache or by detecting now. */
async function climb(detector, { heads, scans }) {
  const scored = { mixed: [], shifted: [] };
  for (const head of heads) scored[head.rung].push(scoreCase(slim(head), await recorded(detector, head)));
  const untouched = [];
  const inserted = [];
  for (const scan of scans) {
    const before = scoreCase(slim(scan), await recorded(detector, scan));
    untouched.push(before);
    for (const round of scan.rounds) {
      const { cluster, sequence, sliceMm } = scan;
      const of = { ...round, cluster, sequence, sliceMm, objects: inScan(round.objects, { sliceMm, sequence }) };
      const record = await recorded(detector, of);
      inserted.push({ ...scoreCase(slim(of), record), untouched: before });
    }
  }
  return rungsOf({ ...scored, untouched, inserted }, detector.thresholds);
}

/** Without what only making needs. */
function slim({ name, cluster, objects, sliceMm, refused = [], isThickened = false }) {
  return { name, cluster, objects, sliceMm, refused, isThickened };
}

async function recorded(detector, scan) {
  const record = await detector.record(scan);
  say(`${detector.label}: ${scan.name}, ${record.marks.length} candidates in ${record.seconds.toFixed(1)} s`);
  return record;
}

function rungsOf({ mixed, shifted, untouched, inserted }, thresholds) {
  const options = { thresholds, zoneOf: zoneOfTissue };
  const rungs = {};
  if (mixed.length > 0) rungs.mixed = measureHeads(mixed, options);
  if (shifted.length > 0) rungs.shifted = measureHeads(shifted, options);
  const accepted = untouched.filter(({ refused }) => refused.length === 0);
  if (inserted.length > 0) rungs.insertion = measureInsertions(inserted, { thresholds, scans: accepted });
  if (untouched.length > 0) {
    const rated = rungs.mixed?.operatingPoints.slice(-RATES.length) ?? [];
    const points = rated.map(({ name, threshold }) => ({ name: `${name} of T1`, threshold }));
    rungs.untouched = measureUntouched(
      untouched.filter(({ isThickened }) => !isThickened),
      { thresholds, points },
    );
  }
  return rungs;
}

async function main() {
  const settings = readArguments();
  const heads = [];
  for await (const head of makeHeads(settings)) heads.push(head);
  const scans = [];
  for await (const scan of makeScans(settings)) scans.push(scan);
  if (settings["make-only"]) return;
  const detectors = [];
  for (const model of settings.model) {
    const { record, close, ...facts } = await openDetector(model, settings);
    detectors.push({ ...facts, rungs: await climb({ ...facts, record }, { heads, scans }) });
    await close();
  }
  const { heads: count, insertions, labels, scans: folder } = settings;
  const results = {
    settings: { heads: count, insertions, labels: labels !== undefined, scans: folder !== undefined },
    detectors,
  };
  mkdirSync(settings.out, { recursive: true });
  writeJson(join(settings.out, "ladder.json"), results);
  writeFileSync(join(settings.out, "ladder.md"), ladderMarkdown(results));
  writeFileSync(join(settings.out, "ladder.html"), ladderHtml(results));
  console.log(ladderMarkdown(results));
  say(`written to ${settings.out}`);
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

await main();
