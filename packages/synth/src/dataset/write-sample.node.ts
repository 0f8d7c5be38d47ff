import { mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type LongTaskOptions, spacing, type Volume, type VoxelArray } from "@cmb/core";
import { attemptToWrite, type SaveNiftiOptions, saveFile, saveNifti } from "@cmb/io/node";
import { DERIVATIVES, imageNames, subjectOf } from "./bids-names.js";
import { isSimulated, type SidecarOptions, sidecarOf } from "./bids-sidecar.js";
import type { DatasetPlan, SampleRecord } from "./dataset-plan.js";
import { makeFolder } from "./make-folder.node.js";
import type { Sample } from "./make-sample.js";
import { objectsTable, tsv } from "./objects-table.js";

/** Integers of 16 bits take half of the room of floats; 0 stays 0, and a step is far below the noise. */
const MAX_INTEGER = 32767;
/** The same for every dataset: the bytes of a file must not depend on where it was made. */
const COMPRESSION_LEVEL = 6;
const INTENT_LABEL = 1002;

/**
 * Writes the files of a sample, all or none: into a folder of their own, then moved in two steps, the truth last. Its
 * record, among the truth, says that it is complete. @internal
 */
export async function writeSample(
  plan: DatasetPlan,
  { sample, content }: { readonly sample: number; readonly content: Sample },
  { signal }: LongTaskOptions,
): Promise<SampleRecord> {
  const subject = subjectOf(sample);
  await removeStaging(plan.output, subject);
  const staging = await attemptToWrite(plan.output, mkdtemp(join(plan.output, `${stagingOf(subject)}-`)));
  try {
    const files = [...imageFiles(plan, subject, content), ...truthFiles(plan, subject, content)];
    for (const { path, write } of files) {
      const staged = join(staging, path);
      await attemptToWrite(staged, makeFolder(dirname(staged)));
      await write(staged, signal);
    }
    const record = await recordOf(plan, { sample, content, staging, paths: files.map(({ path }) => path) });
    await saveFile(json(record), join(staging, recordPath(sample)), { signal });
    signal?.throwIfAborted();
    await moveInto(plan.output, staging, subject);
    return record;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Where the record of a sample lies within the dataset. @internal */
export function recordPath(sample: number): string {
  const subject = subjectOf(sample);
  return `${DERIVATIVES}/${subject}/${subject}_sample.json`;
}

function stagingOf(subject: string): string {
  return `.cmb-${subject}`;
}

/** What a run that was killed has left of the same sample. */
async function removeStaging(output: string, subject: string): Promise<void> {
  for (const name of await attemptToWrite(output, readdir(output))) {
    if (name.startsWith(`${stagingOf(subject)}-`)) await rm(join(output, name), { recursive: true, force: true });
  }
}

/** The record disappears first and comes last: in between the sample is incomplete. */
async function moveInto(output: string, staging: string, subject: string): Promise<void> {
  const [truth, images] = [join(DERIVATIVES, subject), subject];
  for (const folder of [truth, images]) {
    await attemptToWrite(join(output, folder), rm(join(output, folder), { recursive: true, force: true }));
  }
  await attemptToWrite(output, makeFolder(join(output, DERIVATIVES)));
  for (const folder of [images, truth]) {
    await attemptToWrite(join(output, folder), rename(join(staging, folder), join(output, folder)));
  }
}

interface PlannedFile {
  readonly path: string;
  readonly write: (path: string, signal: AbortSignal | undefined) => Promise<void>;
}

function volumeFile(path: string, volume: Volume<VoxelArray>, options: SaveNiftiOptions): PlannedFile {
  const settled = { compressionLevel: COMPRESSION_LEVEL, spaceCode: 1, ...options } as const;
  return { path: `${path}.nii.gz`, write: (to, signal) => saveNifti(volume, to, { ...settled, signal }) };
}

function textFile(path: string, text: string): PlannedFile {
  return { path, write: (to, signal) => saveFile(text, to, { signal }) };
}

function imageFiles({ withPhase }: DatasetPlan, subject: string, sample: Sample): readonly PlannedFile[] {
  const names = imageNames(sample.contrast, withPhase && sample.phase !== undefined);
  return names.flatMap(({ volume, suffix }) => {
    const image = sample[volume];
    if (image === undefined) return [];
    const path = `${subject}/anat/${subject}_${suffix}`;
    const sidecar = sidecarOf(image, { ...sidecarFacts(sample), isPhase: volume === "phase" });
    return [volumeFile(path, image, asIntegers(image)), textFile(`${path}.json`, json(sidecar))];
  });
}

function sidecarFacts({ protocol, known, source }: Sample): Omit<SidecarOptions, "isPhase"> {
  return { protocol, known, source };
}

/** Floats are scaled to 16 bits; what came as integers stays as it was. */
function asIntegers({ data }: Volume<VoxelArray>): SaveNiftiOptions {
  if (!(data instanceof Float32Array || data instanceof Float64Array)) return {};
  let largest = 0;
  for (const value of data) largest = Math.max(largest, Math.abs(value));
  // NIfTI keeps the slope in float32, which may round it down; the largest value must still fit.
  const slope = Math.fround((largest || 1) / (MAX_INTEGER - 1));
  return { dataType: "int16", rounding: "nearest", scaling: { slope, intercept: 0 } };
}

function truthFiles({ withMaps }: DatasetPlan, subject: string, sample: Sample): readonly PlannedFile[] {
  const { objects, visibleMask, tissues, veins, protocol } = sample;
  const path = (suffix: string): string => `${DERIVATIVES}/${subject}/anat/${subject}_${suffix}`;
  const label = { metadata: { intentCode: INTENT_LABEL } };
  const bleeds = new Set(objects.filter((object) => object.class === "microbleed").map(({ id }) => id));
  const mask = { ...visibleMask, data: Uint8Array.from(visibleMask.data, (id) => (bleeds.has(id) ? 1 : 0)) };
  const lookup = tsv([["index", "name"], ...objects.map(({ id, class: name }) => [id, name])]);
  const maps = [
    ...(tissues === undefined ? [] : [volumeFile(path("desc-tissues_dseg"), tissues, label)]),
    ...(veins === undefined ? [] : [volumeFile(path("label-vein_probseg"), veins, asIntegers(veins))]),
  ];
  return [
    volumeFile(path("dseg"), visibleMask, { ...label, dataType: objects.length > 255 ? "uint16" : "uint8" }),
    textFile(path("dseg.tsv"), lookup),
    volumeFile(path("desc-microbleed_mask"), mask, label),
    textFile(
      path("objects.json"),
      json({ schemaVersion: 1, protocol: protocol ?? null, source: sample.source ?? null, objects }),
    ),
    textFile(path("objects.tsv"), objectsTable(objects)),
    ...(withMaps ? maps : []),
  ];
}

async function recordOf(
  { hash }: DatasetPlan,
  made: {
    readonly sample: number;
    readonly content: Sample;
    readonly staging: string;
    readonly paths: readonly string[];
  },
): Promise<SampleRecord> {
  const { contrast, image, objects, protocol, source, head } = made.content;
  const facts = isSimulated(protocol) ? protocol : made.content.known;
  const files = [];
  for (const path of made.paths) files.push({ path, bytes: (await stat(join(made.staging, path))).size });
  const bleeds = objects.filter((object) => object.class === "microbleed");
  return {
    schemaVersion: 1,
    sample: made.sample,
    configurationHash: hash,
    contrast,
    head,
    fieldStrengthT: facts?.fieldStrengthT ?? null,
    echoTimeMs: facts?.echoTimeMs ?? null,
    spacingMm: spacing(image.affine).map((mm) => Number(mm.toFixed(4))),
    source: source ?? null,
    microbleeds: bleeds.length,
    visibleMicrobleeds: bleeds.filter(({ visible }) => visible).length,
    otherObjects: objects.length - bleeds.length,
    files,
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
