// What a detector makes of a scan, as a record that scoring needs no image for; made once for each model.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { nearestVoxel, spacing } from "@cmb/core";
import { createDetector } from "@cmb/infer";
import { loadNifti } from "@cmb/io/node";
import { renderPhantom } from "@cmb/synth";
import { tissueName } from "./made-heads.mjs";
import { jsonOnce, readJson } from "./made-once.mjs";

const PRESETS = ["sensitive", "balanced", "specific"];
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** What the result of a detection depends on, beside the model's own files. */
const CODE = ["core", "preprocess", "infer"].map((name) => join(ROOT, "packages", name, "dist"));
/** Farther objects do not explain a mark. */
const REACH_MM = 2.5;

/**
 * A detector with a cache of its own, named by a hash of code and weights.
 *
 * @param model `"classical"`, `"default"` or the path of a manifest
 * @param cache the folder
 * @returns `label` for tables, `key` for the cache, `thresholds` by preset, `record(scan)`, `close()`
 */
export async function openDetector(model, { cache, device = "auto" }) {
  const key = `${slug(model)}-${modelHash(model)}`;
  const folder = join(cache, "detections", `${key}-${device}`);
  let opened;
  const detector = async () => {
    opened ??= await createDetector({ model: modelOf(model), device });
    return opened;
  };
  const facts = await jsonOnce(join(folder, "model.json"), async () => factsOf(await detector()));
  return {
    ...{ label: model.endsWith(".json") ? facts.id : model, key, ...facts },
    record: (scan) => jsonOnce(join(folder, `${scan.name}.json`), async () => recordOf(scan, await detector())),
    close: async () => opened?.close(),
  };
}

/** A model as `createDetector` takes it: a name, or a manifest by its path. */
export function modelOf(name) {
  return name.endsWith(".json") ? { manifest: resolve(name) } : name;
}

/** The first digits of a hash of all that a model's answers depend on: code, manifest and weights. */
export function modelHash(model) {
  return hashOf([...CODE, ...modelFiles(model)]);
}

/** The files that make a model: the manifest with what lies beside it, or the whole package of the default one. */
function modelFiles(model) {
  if (model === "classical") return [];
  if (!model.endsWith(".json")) return [join(ROOT, "packages", "models")];
  const { networks = {} } = readJson(model) ?? {};
  const parts = [networks.regions, ...(networks.lesions ?? []), networks.verifier].filter((part) => part !== undefined);
  return [model, ...parts.map(({ file }) => join(dirname(model), file))];
}

/** The first digits of a SHA-256 over names and bytes of files and folders. */
export function hashOf(paths) {
  const hash = createHash("sha256");
  for (const path of paths) {
    for (const file of filesIn(path)) hash.update(basename(file)).update("\0").update(readFileSync(file));
  }
  return hash.digest("hex").slice(0, 12);
}

function filesIn(path) {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  const names = readdirSync(path).filter((name) => !/^node_modules$|\.map$|\.d\.ts$/.test(name));
  return names.sort().flatMap((name) => filesIn(join(path, name)));
}

/** Presets differ by their threshold alone, so that every scan is searched once: thresholds come from a small phantom. */
async function factsOf(detector) {
  const { volume } = await renderPhantom({ seed: 7, headScale: 0.4, spacingMm: [1, 1, 2], microbleeds: 4, veins: 4 });
  const reports = [];
  for (const preset of PRESETS) reports.push(await detector.detect(volume, { preset, force: true }));
  const thresholds = Object.fromEntries(reports.map(({ model }) => [model.preset, model.threshold]));
  const [{ model, backend }] = reports;
  for (const { microbleeds, model: of } of reports) {
    const kept = reports[0].microbleeds.filter(({ score }) => score >= of.threshold);
    if (kept.length !== microbleeds.length)
      throw new Error(`preset ${of.preset} of ${model.id} is more than a threshold`);
  }
  return { id: model.id, version: model.version, sha256: model.sha256, backend, thresholds };
}

async function recordOf({ files, sequence, objects = [] }, detector) {
  const { volume } = await loadNifti(files.image);
  const started = performance.now();
  const report = await detector.detect(volume, { preset: PRESETS[0], sequence, force: true });
  const seconds = (performance.now() - started) / 1000;
  const truth = {
    objects,
    mask: files.mask === undefined ? undefined : (await loadNifti(files.mask)).volume,
    tissues: files.tissues === undefined ? undefined : (await loadNifti(files.tissues)).volume,
  };
  // Below the least threshold a candidate has no voxels in the mask, but a place on the curve.
  const below = report.rejected.filter(({ stage }) => stage === "score");
  const marks = [...report.microbleeds, ...below];
  const shared = truth.mask === undefined ? new Map() : sharedVoxels(report.mask, truth.mask);
  return {
    spacingMm: spacing(volume.affine),
    seconds,
    timingsMs: report.timingsMs,
    marks: marks.map((mark) => ({ ...markOf(mark, truth), ...shared.get(mark.id) })),
  };
}

function markOf({ centreMm, score, region }, { mask, tissues, objects }) {
  return {
    ...{ centreMm, score, ...(region && { zone: region.zone }) },
    ...(mask && { touches: touchedIds(mask, centreMm) }),
    ...(tissues && { on: explain(centreMm, { tissues, objects }) }),
  };
}

/** The objects within a voxel, corners included, of the voxel that holds a point. */
export function touchedIds({ data, shape, affine }, pointMm) {
  const centre = nearestVoxel(affine, pointMm);
  const ids = new Set();
  for (let n = 0; n < 27; n++) {
    const [i, j, k] = [n % 3, Math.floor(n / 3) % 3, Math.floor(n / 9)].map((step, axis) => centre[axis] + step - 1);
    if (i < 0 || j < 0 || k < 0 || i >= shape[0] || j >= shape[1] || k >= shape[2]) continue;
    ids.add(data[i + shape[0] * (j + shape[1] * k)]);
  }
  ids.delete(0);
  return [...ids].sort((a, b) => a - b);
}

/** Size of every mark, and how many voxels it shares with which objects. */
export function sharedVoxels(marks, mask) {
  const found = new Map();
  for (const [v, id] of marks.data.entries()) {
    if (id === 0) continue;
    const entry = found.get(id) ?? { sizeVoxels: 0, overlap: {} };
    entry.sizeVoxels++;
    const object = mask.data[v];
    if (object !== 0) entry.overlap[object] = (entry.overlap[object] ?? 0) + 1;
    found.set(id, entry);
  }
  return found;
}

/** What a mark lies on that is no microbleed: the nearest other object, else a vein, else the tissue. */
export function explain(centreMm, { tissues, objects }) {
  const near = objects
    .filter((object) => object.class !== "microbleed" && object.visible)
    .map((object) => ({ object, mm: Math.hypot(...object.centreMm.map((x, axis) => x - centreMm[axis])) }))
    .filter(({ object, mm }) => mm <= REACH_MM + object.radiusMm)
    .sort((a, b) => a.mm - b.mm)[0];
  if (near !== undefined) return near.object.class;
  const [i, j, k] = nearestVoxel(tissues.affine, centreMm);
  const [ni, nj] = tissues.shape;
  return tissueName(tissues.data[i + ni * (j + nj * k)] ?? 0);
}

function slug(name) {
  return basename(name, ".json")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-");
}
