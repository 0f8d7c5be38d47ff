// Recall and false marks of the classical detector on phantoms, at several slice thicknesses and at every preset.
//
// Usage: npm run recall -w benchmarks -- [--phantoms 8] [--slices 1,2,3,5] [--contrast GRE,SWI] [--json]
//
// One phantom is one head with 12 microbleeds, veins, a calcification and air in the skull base; at another slice
// thickness the same objects are scanned anew. A mark hits a microbleed within max(2.5 mm, apparent radius, half the
// slice spacing + 1 mm) of its centre, one to one, the closest pair first (compareWithTruth of @cmb/synth). Microbleeds
// that darken no voxel by a fifth count on neither side. Intervals are 95 % by bootstrap over phantoms.
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createDetector } from "@cmb/infer";
import { bootstrapInterval } from "@cmb/metrics";
import { compareWithTruth, renderPhantom } from "@cmb/synth";

const PRESETS = ["sensitive", "balanced", "specific"];
const MICROBLEEDS = 12;
/** Far from any seed that the detector was fitted or tested on. */
const FIRST_SEED = 910_000;
const RADIUS_EDGES_MM = [0, 0.8, 1.1, 1.5, 2.1, Number.POSITIVE_INFINITY];
const DEPTH_EDGES = [0.2, 0.35, 0.55, 1.01];
const CAUSES = ["vein", "calcification", "edge", "air cavity", "deep nucleus", "fluid", "duplicate", "tissue"];

/** Recall over phantoms with its interval; `keep` selects the microbleeds. */
export function recallOf(cases, keep = () => true) {
  const counts = cases.map(({ found, missed }) => {
    const hits = found.filter(keep).length;
    return { hits, visible: hits + missed.filter(keep).length };
  });
  const total = (list, key) => list.reduce((sum, entry) => sum + entry[key], 0);
  const statistic = (list) => total(list, "hits") / total(list, "visible");
  return { visible: total(counts, "visible"), value: statistic(counts), ...intervalOf(counts, statistic) };
}

/** False marks per phantom with their interval, and the mean number for each cause. */
export function falseMarksOf(cases) {
  const statistic = (list) => list.reduce((sum, { falseMarks }) => sum + falseMarks.length, 0) / list.length;
  const countOf = (cause) =>
    cases.reduce((sum, { falseMarks }) => sum + falseMarks.filter((mark) => mark === cause).length, 0) / cases.length;
  const byCause = Object.fromEntries(CAUSES.map((cause) => [cause, countOf(cause)]));
  return { value: statistic(cases), ...intervalOf(cases, statistic), byCause };
}

function intervalOf(cases, statistic) {
  const { lower, upper } = bootstrapInterval(cases, statistic, { seed: 1 });
  return { lower, upper };
}

/** The marks that a preset with this threshold keeps, held against the truth. */
function scoreAt(phantom, marks, threshold) {
  const kept = marks.filter(({ score }) => score >= threshold);
  const { found, missed, unseen, falseMarks } = compareWithTruth(phantom, kept);
  return {
    found: found.map(({ lesion }) => lesion),
    missed,
    unseen: unseen.length,
    falseMarks: falseMarks.map(({ cause }) => cause),
  };
}

/**
 * The score threshold of each preset, from reports on one scan. Presets differ by their threshold alone, which is
 * checked here, so that all other scans need to be searched once only.
 */
async function readThresholds(detector, phantom) {
  const reports = [];
  for (const preset of PRESETS) reports.push(await detector.detect(phantom.volume, { preset, force: true }));
  const thresholds = reports.map(({ model }) => model.threshold);
  for (const [n, { microbleeds }] of reports.entries()) {
    const filtered = reports[0].microbleeds.filter(({ score }) => score >= thresholds[n]);
    if (filtered.length !== microbleeds.length) throw new Error(`preset ${PRESETS[n]} is more than a threshold`);
  }
  return thresholds;
}

async function measure({ phantoms, slices, contrasts }) {
  const detector = await createDetector({ model: "classical" });
  const results = [];
  let thresholds;
  for (const contrast of contrasts) {
    for (const slice of slices) {
      const cases = PRESETS.map(() => []);
      for (let n = 0; n < phantoms; n++) {
        const seed = FIRST_SEED + n;
        const options = { seed, contrast, spacingMm: [0.8, 0.8, slice], microbleeds: MICROBLEEDS };
        const phantom = await renderPhantom(options);
        thresholds ??= await readThresholds(detector, phantom);
        const { microbleeds } = await detector.detect(phantom.volume, { preset: PRESETS[0], force: true });
        for (const [p, threshold] of thresholds.entries()) cases[p].push(scoreAt(phantom, microbleeds, threshold));
        process.stderr.write(`${contrast} ${slice} mm: phantom ${n + 1} of ${phantoms}\n`);
      }
      for (const [p, preset] of PRESETS.entries()) results.push({ contrast, slice, preset, ...summarise(cases[p]) });
    }
  }
  await detector.close();
  return results;
}

function summarise(cases) {
  const between = (key, low, high) => (lesion) => lesion[key] >= low && lesion[key] < high;
  const bins = (key, edges) =>
    edges.slice(1).map((high, n) => ({ from: edges[n], to: high, ...recallOf(cases, between(key, edges[n], high)) }));
  return {
    phantoms: cases.length,
    unseen: cases.reduce((sum, { unseen }) => sum + unseen, 0),
    recall: recallOf(cases),
    falseMarks: falseMarksOf(cases),
    byApparentRadius: bins("apparentRadiusMm", RADIUS_EDGES_MM),
    byDepth: bins("peakDepth", DEPTH_EDGES),
  };
}

/** The results as text: one table over all, one by size and depth. */
export function describeResults(results) {
  const lines = [
    "Classical detector on phantoms: generated heads, not patients.",
    `0.8 x 0.8 mm in plane, 3 T, TE 20 ms; ${MICROBLEEDS} microbleeds for each phantom; [95 % interval over phantoms].`,
    "",
    row(["scan", "slice", "preset", "visible", "unseen", "recall", "false marks per phantom", "on"]),
    row(["---", "---", "---", "---", "---", "---", "---", "---"]),
  ];
  for (const { contrast, slice, preset, unseen, recall, falseMarks } of results) {
    const marks = `${falseMarks.value.toFixed(1)} [${falseMarks.lower.toFixed(1)}, ${falseMarks.upper.toFixed(1)}]`;
    const cells = [contrast, `${slice} mm`, preset, recall.visible, unseen, percent(recall), marks, onWhat(falseMarks)];
    lines.push(row(cells));
  }
  return [
    ...lines,
    "",
    ...binTable(results, "byApparentRadius", "apparent radius in mm"),
    "",
    ...binTable(results, "byDepth", "peak depth"),
  ];
}

function binTable(results, key, title) {
  const [first] = results;
  const names = first[key].map(({ from, to }) =>
    Number.isFinite(to) ? `${from} to ${Math.min(to, to > 1 && key === "byDepth" ? 1 : to)}` : `over ${from}`,
  );
  const header = [row(["scan", "slice", "preset", ...names]), row(["---", "---", "---", ...names.map(() => "---")])];
  const body = results.map((result) =>
    row([
      result.contrast,
      `${result.slice} mm`,
      result.preset,
      ...result[key].map((bin) => `${percent(bin)}, n ${bin.visible}`),
    ]),
  );
  return [`Recall by ${title}:`, "", ...header, ...body];
}

function percent({ value, lower, upper }) {
  if (Number.isNaN(value)) return "none";
  return `${(100 * value).toFixed(0)} % [${(100 * lower).toFixed(0)}, ${(100 * upper).toFixed(0)}]`;
}

function onWhat({ byCause }) {
  const parts = Object.entries(byCause).filter(([, count]) => count > 0);
  return parts.map(([cause, count]) => `${cause} ${count.toFixed(1)}`).join(", ");
}

function row(cells) {
  return `| ${cells.join(" | ")} |`;
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      phantoms: { type: "string", default: "8" },
      slices: { type: "string", default: "1,2,3,5" },
      contrast: { type: "string", default: "GRE,SWI" },
      json: { type: "boolean", default: false },
    },
  });
  return {
    phantoms: Number(values.phantoms),
    slices: values.slices.split(",").map(Number),
    contrasts: values.contrast.split(","),
    json: values.json,
  };
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { json, ...settings } = readArguments();
  const results = await measure(settings);
  console.log(json ? JSON.stringify(results, undefined, 2) : describeResults(results).join("\n"));
}
