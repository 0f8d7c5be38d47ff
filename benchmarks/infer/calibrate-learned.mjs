// Fits calibration and thresholds of a learned model on generated heads and prints them as a manifest has them.
//
// Usage: npm run bench -- calibrate-learned [--model MANIFEST.json] [--heads N] [--labels DIR] [--negatives DIR]
//                                           [--cache DIR] [--device D]
//
// --model      default, or the path of a manifest; default
// --heads      whole heads, by turns with protocols as in training and shifted ones; 8
// --labels     label maps of whole heads; those that the ladder uses are left out. Generated heads without
// --negatives  real scans (see --scans of ladder) of which every candidate counts as none. Never those of the ladder: what
//              a threshold has seen is no test of it
// --cache      what is made once; node_modules/.cache/cmb-ladder
//
// The heads are none of the ladder's and none of training, though of the label maps of training. The classical detector has
// a program of its own, calibrate-classical.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { loadNifti } from "@cmb/io/node";
import { explain, modelHash, modelOf, touchedIds } from "../ladder/detect-scan.mjs";
import { HEAD_SEEDS, labelMaps, madeHead, planHead, zoneOfTissue } from "../ladder/made-heads.mjs";
import { untouchedScans } from "../ladder/made-insertions.mjs";
import { jsonOnce } from "../ladder/made-once.mjs";
import { listScans } from "../ladder/real-scans.mjs";
import { labelMarks } from "../ladder/score-cases.mjs";
import { fitCalibration, presetThresholds, probabilityOf, reliabilityOf } from "./fit-calibration.mjs";

const CACHE = fileURLToPath(new URL("../../node_modules/.cache/cmb-ladder", import.meta.url));
const INTERNAL = new URL("../../packages/infer/dist/", import.meta.url);

function readArguments() {
  const { values } = parseArgs({
    options: {
      model: { type: "string", default: "default" },
      heads: { type: "string", default: "8" },
      labels: { type: "string" },
      negatives: { type: "string" },
      cache: { type: "string", default: CACHE },
      device: { type: "string", default: "auto" },
    },
  });
  if (values.model === "classical")
    throw new Error("calibrate-learned: for the classical detector run calibrate-classical");
  return { ...values, heads: Number(values.heads) };
}

/** The model below the detector, whose candidates still have their features. */
async function openModel({ model, device }) {
  const { openLesionModel } = await import(new URL("open-lesion-model.js", INTERNAL).href);
  const { platform } = await import(new URL("runtime/platform.node.js", INTERNAL).href);
  return openLesionModel({ model: modelOf(model), device }, platform);
}

/** Candidates of a scan that no rule has dropped, with features and what they touch. */
async function candidatesOf({ files, objects = [] }, model) {
  const { volume } = await loadNifti(files.image);
  const { candidates } = await model.findCandidates(volume, {});
  const mask = files.mask === undefined ? undefined : (await loadNifti(files.mask)).volume;
  const tissues = files.tissues === undefined ? undefined : (await loadNifti(files.tissues)).volume;
  const kept = candidates.filter(({ rejection }) => rejection === undefined);
  return kept.map(({ score, features, region: { centroidMm } }) => ({
    ...{ centreMm: centroidMm, score, features },
    ...(mask && { touches: touchedIds(mask, centroidMm) }),
    ...(tissues && { on: explain(centroidMm, { tissues, objects }) }),
  }));
}

async function* headsOf({ heads, labels, cache }) {
  const maps = labelMaps(labels, { heldOut: false });
  for (let number = 0; number < heads; number++) {
    const preset = number % 2 === 0 ? "mixed" : "shifted";
    yield madeHead(planHead(number, { seed: HEAD_SEEDS.calibration, preset, maps }), cache);
  }
}

/** Every head and every real scan with its candidates; real scans have no microbleeds to find. */
async function collect(settings) {
  const { cache, model: name, negatives } = settings;
  const folder = join(cache, "candidates", modelHash(name));
  let opened;
  const once = (scan) =>
    jsonOnce(join(folder, `${scan.name}.json`), async () => {
      opened ??= await openModel(settings);
      return candidatesOf(scan, opened);
    });
  const scans = [];
  for await (const head of headsOf(settings)) {
    const marks = await once(head);
    const labels = labelMarks(head.objects, { marks }, zoneOfTissue);
    const visible = head.objects.filter((object) => object.class === "microbleed" && object.visible).length;
    scans.push({ name: head.name, visible, marks: marks.map((mark, n) => ({ ...mark, label: labels[n] })) });
    process.stderr.write(`${head.name}: ${marks.length} candidates, ${visible} microbleeds\n`);
  }
  const heads = scans.length;
  for (const scan of listScans(negatives)) {
    const [untouched] = await untouchedScans(scan, cache);
    const marks = await once(untouched);
    scans.push({ name: untouched.name, visible: 0, marks: marks.map((mark) => ({ ...mark, label: false })) });
  }
  await opened?.close();
  return { heads: scans.slice(0, heads), scans };
}

function rowsOf(scans) {
  return scans.flatMap(({ name, marks }) =>
    marks.flatMap(({ features, label }) =>
      label === undefined ? [] : [{ head: name, label: label ? 1 : 0, features }],
    ),
  );
}

const settings = readArguments();
const { heads, scans } = await collect(settings);
const rows = rowsOf(scans);
const fit = fitCalibration(rows);
const calibrated = heads.map((head) => ({
  ...head,
  marks: head.marks.map((mark) => ({ ...mark, score: probabilityOf(fit, mark.features) })),
}));
const presets = presetThresholds(calibrated);
const rounded = (value) => Number(value.toFixed(4));
console.log(
  JSON.stringify(
    {
      calibration: {
        intercept: rounded(fit.intercept),
        coefficients: Object.fromEntries(Object.entries(fit.coefficients).map(([name, w]) => [name, rounded(w)])),
      },
      thresholds: Object.fromEntries(
        Object.entries(presets).map(([name, { threshold }]) => [name, rounded(threshold)]),
      ),
    },
    undefined,
    2,
  ),
);
const { bins, expectedCalibrationError, brierScore } = reliabilityOf(rows, fit.probabilities);
const hits = rows.filter(({ label }) => label === 1).length;
console.log(
  `\n${heads.length} heads, ${scans.length - heads.length} real scans; ${rows.length} candidates, ${hits} of them microbleeds`,
);
for (const [name, { rate, threshold, recall }] of Object.entries(presets)) {
  console.log(
    `${name}: ${rate} false marks per head from ${threshold.toFixed(3)} on, recall ${(100 * recall).toFixed(0)} % of these heads`,
  );
}
console.log("\nReliability on heads that the fit had not seen:");
for (const { lower, upper, count, meanProbability, observedFrequency } of bins) {
  const shares = `said ${meanProbability.toFixed(2)}, came true ${observedFrequency.toFixed(2)}`;
  console.log(`  ${lower.toFixed(1)} to ${upper.toFixed(1)}: ${shares} (${count} candidates)`);
}
console.log(
  `expected calibration error ${expectedCalibrationError.toFixed(3)}, Brier score ${brierScore.toFixed(3)}, loss ${fit.loss.toFixed(3)} nats`,
);
