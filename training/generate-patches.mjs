// Patches for the training of the lesion network, from @cmb/synth: as the network sees them, with what is in them.
//
// Usage: node training/generate-patches.mjs --labels DIR --out DIR [--count N] [--first N] [--seed S] [--preset P] [--held-out]
//
// --labels    label maps of whole heads, *.nii.gz; every fifth patch is of a generated head instead
// --first     number of the first patch, 0: several programs can share the numbers, each patch depends on its own alone
// --held-out  of the heads that are never trained on
//
// A patch is there when its JSON is; those that are there are left alone, so that a run that was stopped goes on.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { createRng, spacing, worldToVoxel } from "@cmb/core";
import { loadNifti } from "@cmb/io/node";
import { gridOfSpacing, resample, resampleLabels } from "@cmb/preprocess";
import { anatomyFromLabels, drawAnatomyJitter, prepareHead, synthesizePatch, TISSUES } from "@cmb/synth";

const HELD_OUT = new Set(JSON.parse(readFileSync(new URL("cmb_training/held_out.json", import.meta.url), "utf8")));
/** Patches that follow one another share a head: preparing one takes as long as some patches. */
const PATCHES_PER_HEAD = 24;
const VEIN_SETS = 3;
const SPACING_MM = [0.5, 0.5, 1];
/** A patch costs nearly the same with many lesions as with one, and lesions are what is short. */
const MICROBLEED_COUNTS = [0, 3, 5, 7, 9];
const MIMICS = {
  "vein-cross-section": 3,
  "vein-bend": 1.5,
  "vein-bifurcation": 1.5,
  "flow-void": 1,
  calcification: 0.6,
  "iron-deposit": 0.4,
  "air-bone-edge": 0.4,
  cavernoma: 0.1,
  "superficial-siderosis": 0.2,
  "perivascular-space": 0.8,
  lacune: 0.2,
};
const LABELS = { lesion: 1, ignore: 2, mimic: 3 };
const LEAST_VEIN_SHARE = 0.3;
const BRIGHTEST = 2.5;
const IMAGE_SCALE = 10_000;
const GENERATED_EVERY = 5;
const PARENCHYMA = ["cortex", "whiteMatter", "thalamus", "caudate", "putamen", "brainstem", "cerebellarCortex"];

const { values } = parseArgs({
  options: {
    labels: { type: "string" },
    out: { type: "string" },
    count: { type: "string", default: "1000" },
    first: { type: "string", default: "0" },
    seed: { type: "string", default: "1" },
    preset: { type: "string", default: "mixed" },
    "held-out": { type: "boolean", default: false },
  },
});
if (values.labels === undefined || values.out === undefined) throw new Error("give --labels DIR and --out DIR");

const seed = Number(values.seed);
const subjects = readdirSync(values.labels)
  .filter((name) => name.endsWith(".nii.gz"))
  .map((name) => basename(name, ".nii.gz"))
  .filter((name) => HELD_OUT.has(name) === values["held-out"])
  .sort();
if (subjects.length === 0) throw new Error(`${values.labels}: no label maps (*.nii.gz)`);
mkdirSync(values.out, { recursive: true });

let prepared;
const last = Number(values.first) + Number(values.count);
for (let number = Number(values.first); number < last; number++) {
  const stem = join(values.out, String(number).padStart(6, "0"));
  if (existsSync(`${stem}.json`)) continue;
  const group = Math.floor(number / PATCHES_PER_HEAD);
  if (prepared?.group !== group) prepared = { group, ...(await headOf(group)) };
  const scan = await synthesizePatch({
    seed,
    index: number,
    head: prepared.head,
    preset: values.preset,
    ...crowd(number),
  });
  await writePatch(stem, scan, { number, subject: prepared.subject });
  if (number % 20 === 0) process.stderr.write(`patch ${number}\n`);
}

/** What is in a patch: more than in a real one, unless it is a test. */
function crowd(number) {
  if (values["held-out"]) return {};
  const which = createRng(seed, "count", number).integer(0, MICROBLEED_COUNTS.length - 1);
  return { microbleeds: { count: MICROBLEED_COUNTS[which] }, mimics: MIMICS };
}

/** The head of a group of patches. */
async function headOf(group) {
  const rng = createRng(seed, "head", group);
  const own = rng.at("seed").uint32();
  if (group % GENERATED_EVERY === GENERATED_EVERY - 1) {
    return { subject: "generated", head: await prepareHead({ seed: own, veinSets: VEIN_SETS }) };
  }
  const subject = subjects[rng.at("subject").integer(0, subjects.length - 1)];
  const { volume } = await loadNifti(join(values.labels, `${subject}.nii.gz`));
  const labels = { ...volume, data: Uint32Array.from(volume.data) };
  const anatomy = await anatomyFromLabels(labels, { jitter: drawAnatomyJitter(rng.at("jitter")) });
  return { subject, head: await prepareHead({ seed: own, anatomy, veinSets: VEIN_SETS }) };
}

async function writePatch(stem, scan, { number, subject }) {
  const grid = gridOfSpacing(scan.image, SPACING_MM);
  const thick = spacing(scan.image.affine)[2];
  const across = await resample(scan.image, grid, { interpolation: ["cubic", "cubic", "linear"], antialias: true });
  const labels = await resampleLabels(labelImage(scan), grid);
  const median = brainMedian(scan);
  const image = Int16Array.from(across.data, (value) => {
    return Math.round(IMAGE_SCALE * (Math.min(BRIGHTEST, Math.max(0, value / median)) - 1));
  });
  const lesions = scan.truth.objects
    .filter((object) => object.class === "microbleed" && object.visible)
    .map((object) => ({
      centre: [...worldToVoxel(grid.affine, object.centreMm)].reverse(),
      apparentRadiusMm: object.apparentRadiusMm,
      depth: object.peakDepth,
    }));
  const objects = scan.truth.objects.map(({ id, class: name, radiusMm, apparentRadiusMm, peakDepth, visible }) => {
    return { id, class: name, radiusMm, apparentRadiusMm, depth: peakDepth, visible };
  });
  const description = { number, subject, sliceMm: thick, lesions, objects, protocol: scan.protocol };
  const [ni, nj, nk] = grid.shape;
  writeFileSync(`${stem}-image.npy`, npy("<i2", [nk, nj, ni], image));
  writeFileSync(`${stem}-labels.npy`, npy("|u1", [nk, nj, ni], Uint8Array.from(labels.data)));
  writeFileSync(`${stem}.partial`, JSON.stringify(description));
  renameSync(`${stem}.partial`, `${stem}.json`);
}

/** Lesion, ignore or mimic for each voxel of the scan: veins are mimics too. */
function labelImage({ image, truth }) {
  const ofObject = new Map(
    truth.objects.map((object) => {
      if (object.class !== "microbleed") return [object.id, LABELS.mimic];
      return [object.id, object.visible ? LABELS.lesion : LABELS.ignore];
    }),
  );
  const data = Uint8Array.from(truth.visibleMask.data, (id, v) => {
    const known = ofObject.get(id);
    if (known !== undefined) return known;
    return truth.veins.data[v] >= LEAST_VEIN_SHARE ? LABELS.mimic : 0;
  });
  return { ...image, data };
}

/** Median of the brain in the patch; of all that is bright where there is hardly any. */
function brainMedian({ image, truth }) {
  const isBrain = TISSUES.map((tissue) => PARENCHYMA.includes(tissue));
  let values = image.data.filter((_, v) => isBrain[truth.tissues.data[v]]);
  if (values.length < image.data.length / 20) values = image.data.filter((value) => value > 0);
  return values.sort()[values.length >> 1];
}

/** NumPy's format, version 1.0. */
function npy(type, shape, values) {
  const header = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape.join(", ")}), }`;
  const padded = `${header.padEnd(64 * Math.ceil((header.length + 11) / 64) - 11)}\n`;
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, padded.length & 255, padded.length >> 8]);
  return Buffer.concat([start, Buffer.from(padded, "latin1"), new Uint8Array(values.buffer, 0, values.byteLength)]);
}
