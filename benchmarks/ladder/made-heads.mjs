// Whole heads by the generator, made once: image, visible mask, tissues with veins, and the truth as JSON.
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createRng } from "@cmb/core";
import { loadNifti, saveNifti } from "@cmb/io/node";
import { anatomyFromLabels, drawAnatomyJitter, prepareHead, synthesizeHead, TISSUES } from "@cmb/synth";
import { jsonOnce } from "./made-once.mjs";

/** Label maps that no network was trained on. */
export const HELD_OUT = JSON.parse(
  readFileSync(new URL("../../training/cmb_training/held_out.json", import.meta.url), "utf8"),
);

/**
 * Seeds of the ladder's heads, by rung. Patches for training have seeds of one to three digits, phantoms of the classical
 * detector below a million; calibration has its own.
 */
export const HEAD_SEEDS = { mixed: 20_261_001, shifted: 20_261_002, calibration: 20_262_001 };

/** Microbleeds of head n, in turn: some heads have none, for marks that are false beyond doubt. */
const MICROBLEEDS = [10, 0, 16, 6];
const LARGEST = 4095;
const LEAST_VEIN_SHARE = 0.3;
/** Added to the tissue of a voxel that is vein to a large part. */
export const VEIN = 100;

/** Label maps of a folder that are in (`HELD_OUT`) or not in training, by name; empty without a folder. */
export function labelMaps(folder, { heldOut = true } = {}) {
  if (folder === undefined) return [];
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".nii.gz"))
    .map((name) => basename(name, ".nii.gz"));
  return names
    .filter((name) => HELD_OUT.includes(name) === heldOut)
    .sort()
    .map((name) => ({ name, path: join(folder, `${name}.nii.gz`) }));
}

/**
 * What makes head n of a rung: all of it follows from seed and number.
 *
 * @param preset protocols to draw from, `"mixed"` or `"shifted"`; the latter has veins by space colonisation
 * @param maps from `labelMaps`; generated heads without any
 */
export function planHead(number, { seed, preset, maps }) {
  const map = maps[number % Math.max(1, maps.length)];
  const subject = map?.name ?? `generated-${number}`;
  return {
    name: `${preset}-${seed}-${String(number).padStart(3, "0")}-${subject}`,
    ...{ number, seed, preset, subject, path: map?.path },
    veins: preset === "shifted" ? "colonisation" : "walk",
    microbleeds: MICROBLEEDS[number % MICROBLEEDS.length],
  };
}

/** The head of a plan from the cache, made where it is not there: its truth, and where its images are. */
export async function madeHead(plan, cache) {
  const folder = join(cache, "heads", plan.name);
  const paths = { image: join(folder, "image.nii"), mask: join(folder, "mask.nii.gz") };
  const files = { ...paths, tissues: join(folder, "tissues.nii.gz") };
  const truth = await jsonOnce(join(folder, "truth.json"), async () => {
    mkdirSync(folder, { recursive: true });
    return synthesizeInto(plan, files);
  });
  return { ...truth, name: plan.name, files };
}

async function synthesizeInto(plan, files) {
  const { seed, number, preset, microbleeds } = plan;
  const head = await prepareHead({ ...(await anatomyOf(plan)), veins: plan.veins });
  const scan = await synthesizeHead({ seed, index: number, head, preset, microbleeds: { count: microbleeds } });
  await saveNifti(wholeNumbers(scan.image), files.image);
  await saveNifti({ ...scan.truth.visibleMask, data: Uint16Array.from(scan.truth.visibleMask.data) }, files.mask);
  await saveNifti(tissuesWithVeins(scan.truth), files.tissues);
  const { contrast } = scan.protocol;
  return { subject: plan.subject, sequence: contrast, protocol: scan.protocol, objects: scan.truth.objects };
}

/** A head bent and turned as none in training: the label map, or one by rule. */
async function anatomyOf({ seed, number, path }) {
  const rng = createRng(seed, "ladder head", number);
  const own = rng.at("head").uint32();
  if (path === undefined) return { seed: own };
  const { volume } = await loadNifti(path);
  const labels = { ...volume, data: Uint32Array.from(volume.data) };
  return { seed: own, anatomy: await anatomyFromLabels(labels, { jitter: drawAnatomyJitter(rng.at("jitter")) }) };
}

/** As scanners store them, which halves the file. */
function wholeNumbers(image) {
  const most = image.data.reduce((largest, value) => Math.max(largest, value), 0);
  return { ...image, data: Int16Array.from(image.data, (value) => Math.round((LARGEST * value) / most)) };
}

function tissuesWithVeins({ tissues, veins }) {
  const isVein = (v) => veins.data[v] >= LEAST_VEIN_SHARE;
  return { ...tissues, data: Uint8Array.from(tissues.data, (tissue, v) => tissue + (isVein(v) ? VEIN : 0)) };
}

const DEEP = ["caudate", "putamen", "pallidum", "accumbens", "thalamus"];
const LOBAR = ["cortex", "whiteMatter", "whiteMatterHyperintensity", "hippocampus", "amygdala"];
const INFRATENTORIAL = [
  ...["brainstem", "ventralDiencephalon", "substantiaNigra", "redNucleus", "subthalamicNucleus"],
  ...["cerebellarCortex", "cerebellarWhiteMatter", "dentateNucleus"],
];

/** The zone of a tissue, as the location tables of @cmb/metrics divide the brain; `undefined` outside of it. */
export function zoneOfTissue(tissue) {
  if (LOBAR.includes(tissue)) return "lobar";
  if (DEEP.includes(tissue)) return "deep";
  return INFRATENTORIAL.includes(tissue) ? "infratentorial" : undefined;
}

/** What a voxel of `tissues` is. */
export function tissueName(value) {
  return value >= VEIN ? "vein" : (TISSUES[value] ?? "air");
}
