import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { CmbError } from "@cmb/core";
import { attemptToWrite, saveFile } from "@cmb/io/node";
import { VERSION } from "../version.js";
import { DERIVATIVES } from "./bids-names.js";
import type { DatasetPlan, SampleRecord } from "./dataset-plan.js";
import { makeFolder } from "./make-folder.node.js";
import { tsv } from "./objects-table.js";
import { recordPath } from "./write-sample.node.js";

const CONFIGURATION = `${DERIVATIVES}/configuration.json`;
/** Files that the system puts into folders by itself. */
const HARMLESS = new Set([".DS_Store", "Thumbs.db", "desktop.ini"]);

/**
 * Throws where a folder holds anything but a dataset of the same configuration.
 *
 * @throws CmbError `INVALID_ARGUMENT`; `FILE_NOT_READABLE` for a configuration that cannot be read
 * @internal
 */
export async function assertSameDataset({ output, hash }: DatasetPlan): Promise<void> {
  const names = await readdir(output).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return [];
    throw refused(output, cause.code === "ENOTDIR" ? "it is a file" : `it cannot be read (${cause.message})`);
  });
  const held = names.filter((name) => !HARMLESS.has(name) && !name.startsWith(".cmb-"));
  if (held.length === 0) return;
  const text = await readFile(join(output, CONFIGURATION), "utf8").catch(() => undefined);
  if (text === undefined) throw refused(output, `it holds ${held.slice(0, 3).join(", ")} and no dataset of cmb synth`);
  // What failed before its first sample holds nothing that other settings could spoil.
  if (hashIn(text) === hash || !held.some((name) => name.startsWith("sub-"))) return;
  throw refused(output, "it holds a dataset of other settings, inputs or of another version");
}

function hashIn(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && "hash" in parsed ? parsed.hash : undefined;
  } catch {
    return undefined;
  }
}

function refused(output: string, why: string): CmbError<"INVALID_ARGUMENT"> {
  const message = `Nothing was written to ${output}: ${why}; choose an empty folder`;
  return new CmbError("INVALID_ARGUMENT", message, { name: "output", value: output });
}

/** Says what the folders are, before the first sample. @internal */
export async function startOutput(plan: DatasetPlan): Promise<void> {
  const { output } = plan;
  await attemptToWrite(output, makeFolder(join(output, DERIVATIVES)));
  const common = {
    BIDSVersion: "1.10.0",
    GeneratedBy: [{ Name: "@cmb/synth", Version: VERSION, Description: "cmb synth" }],
  };
  const what =
    plan.kind === "insertion" ? "Real scans with microbleeds put into them" : "Simulated scans with microbleeds";
  const raw = { Name: what, DatasetType: "raw", ...common };
  const derived = {
    Name: `${what}: the truth`,
    DatasetType: "derivative",
    SourceDatasets: [{ URL: "../.." }],
    ...common,
  };
  await saveFile(json(raw), join(output, "dataset_description.json"));
  await saveFile(json(derived), join(output, DERIVATIVES, "dataset_description.json"));
  await saveFile(readme(plan, what), join(output, "README"));
  // The suffix swi and the words of the truth are not in BIDS.
  await saveFile("*_swi.*\n", join(output, ".bidsignore"));
  await saveFile(json(configurationOf(plan)), join(output, CONFIGURATION));
}

/** What decides the bytes, and its hash. */
function configurationOf({
  hash,
  kind,
  seed,
  published,
  settings,
  labels,
  backgrounds,
  volumeIndex,
  withPhase,
  withMaps,
}: DatasetPlan): unknown {
  const named = (files: DatasetPlan["labels"]): unknown => files.map(({ path, ...file }) => file);
  return {
    schemaVersion: 1,
    hash,
    version: VERSION,
    kind,
    seed,
    published,
    withPhase,
    withMaps,
    settings,
    labels: named(labels),
    backgrounds: named(backgrounds),
    volumeIndex,
  };
}

function readme({ seed }: DatasetPlan, what: string): string {
  return `${what}, made by @cmb/synth ${VERSION} with seed ${seed}.

Images are in sub-*/anat; ${DERIVATIVES} holds the truth: *_dseg.nii.gz the id of the object that each voxel shows,
*_desc-microbleed_mask.nii.gz the voxels of visible microbleeds, *_objects.json and *_objects.tsv every object, seen or
not. Centres are RAS mm. ${CONFIGURATION} says how to make it again.
Research use only; not a medical device.
`;
}

/**
 * The record of a sample that is complete and of this configuration; `undefined` for any other.
 *
 * @internal
 */
export async function completeSample({ output, hash }: DatasetPlan, sample: number): Promise<SampleRecord | undefined> {
  const text = await readFile(join(output, recordPath(sample)), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const record = parseRecord(text);
  if (record?.configurationHash !== hash || record.sample !== sample) return undefined;
  for (const { path, bytes } of record.files) {
    const found = await stat(join(output, path)).catch(() => undefined);
    if (found?.size !== bytes) return undefined;
  }
  return record;
}

function parseRecord(text: string): SampleRecord | undefined {
  try {
    return JSON.parse(text) as SampleRecord;
  } catch {
    return undefined;
  }
}

/** The table of all samples that are complete, whoever made them. @internal */
export async function writeParticipants(plan: DatasetPlan): Promise<void> {
  const { output } = plan;
  const records: SampleRecord[] = [];
  for (const name of await readdir(join(output, DERIVATIVES))) {
    const sample = Number(/^sub-(\d+)$/.exec(name)?.[1]);
    const record = Number.isInteger(sample) ? await completeSample(plan, sample) : undefined;
    if (record !== undefined) records.push(record);
  }
  records.sort((a, b) => a.sample - b.sample);
  await saveFile(participantsTable(records), join(output, "participants.tsv"));
  await saveFile(json(COLUMNS_EXPLAINED), join(output, "participants.json"));
}

function participantsTable(records: readonly SampleRecord[]): string {
  const rows = records.map((record) => [
    `sub-${String(record.sample).padStart(4, "0")}`,
    record.head ?? "",
    record.contrast,
    record.fieldStrengthT ?? "",
    record.echoTimeMs ?? "",
    ...record.spacingMm,
    record.microbleeds,
    record.visibleMicrobleeds,
    record.otherObjects,
    record.source ?? "",
  ]);
  return tsv([Object.keys(COLUMNS_EXPLAINED), ...rows]);
}

const COLUMNS_EXPLAINED = {
  participant_id: { Description: "One sample; no person" },
  head: {
    Description: "Samples with the same number share a generated head, a label map or a scan; split a dataset by it",
  },
  contrast: { Description: "GRE: the magnitude; SWI: magnitude times phase mask" },
  field_strength: { Description: "Of B0; of a real scan only where it is known", Units: "T" },
  echo_time: { Description: "Echo time; of a real scan only where it is known", Units: "ms" },
  spacing_i: { Description: "Voxel size along i", Units: "mm" },
  spacing_j: { Description: "Voxel size along j", Units: "mm" },
  spacing_k: { Description: "Voxel size along k", Units: "mm" },
  microbleeds: { Description: "Microbleeds, seen or not" },
  visible_microbleeds: { Description: "Microbleeds that can be told from noise" },
  other_objects: { Description: "What looks like a microbleed and is none" },
  source: { Description: "The label map or scan that it was made of" },
} as const;

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
