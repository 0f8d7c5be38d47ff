import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { CmbError, type LongTaskOptions, startLongTask } from "@cmb/core";
import { VERSION } from "../version.js";
import { subjectOf } from "./bids-names.js";
import { canonicalText } from "./canonical-text.js";
import type { DatasetPlan, InputFile, SampleOutcome, SampleRecord } from "./dataset-plan.js";
import { type DatasetSettings, parseDatasetSettings } from "./dataset-settings.js";
import { type LoadInputOptions, loadInput } from "./load-input.node.js";
import { assertSameDataset, completeSample, startOutput, writeParticipants } from "./output-folder.node.js";
import { runWorkers } from "./run-workers.node.js";
import { createSampleWriter } from "./sample-writer.node.js";
import { readScanSidecar } from "./scan-sidecar.node.js";

/** What {@link writeDataset} takes. @since 0.1.0 */
export interface WriteDatasetOptions extends DatasetSettings, LongTaskOptions {
  /** Where the dataset goes; made if it is not there, and neither of anything else nor of other settings. */
  readonly output: string;
  /** Samples 1 to `count`. */
  readonly count: number;
  /** Whole number; 0 unless given. */
  readonly seed?: number | undefined;
  /** Only this sample of the dataset, from 1 to `count`. */
  readonly index?: number | undefined;
  /** Patches of heads in place of whole heads; `"head"` unless given. Not with `backgrounds`. */
  readonly kind?: "head" | "patch" | undefined;
  /** NIfTI files with label maps of heads, taken in turn; or, with `backgrounds`, a segmentation of each. */
  readonly labels?: readonly string[] | undefined;
  /** NIfTI files with real scans, taken in turn, that objects are put into. */
  readonly backgrounds?: readonly string[] | undefined;
  /** Which volume of `backgrounds` that hold several, from 0. */
  readonly volumeIndex?: number | undefined;
  /** Puts the published synthetic microbleeds of Momeni et al. into `backgrounds`; `false` unless given. */
  readonly published?: boolean | undefined;
  /** Writes magnitude and phase too; `false` unless given. Not with `backgrounds`. */
  readonly phase?: boolean | undefined;
  /** Writes the tissues and the share of vein of each voxel too; `false` unless given. Not with `backgrounds`. */
  readonly maps?: boolean | undefined;
  /** How many threads share the samples, from 1 to 64; 1 unless given: this one, without another. */
  readonly workers?: number | undefined;
}

const MAX_WORKERS = 64;
const MAX_SAMPLES = 1_000_000;

/**
 * Writes a dataset of simulated scans, or of real scans with simulated microbleeds in them, as BIDS: images under
 * `sub-0001/anat`, the truth under `derivatives/cmb-synth`, `participants.tsv` when all samples are done.
 *
 * The sidecar of BIDS beside a background, where there is one, tells echo time, field strength and encoding, unless
 * `insertion` does; what neither tells is drawn, and is then in `CmbSynthProtocol` of the output and nowhere else.
 *
 * Nothing is written before the inputs are known to be readable and the folder to be empty or of the same dataset. The
 * files of a sample appear together or not at all. What an earlier run has made with the same settings, inputs and version
 * is kept, so that an interrupted run goes on where it stopped and a larger `count` adds samples. A sample depends on its
 * number and not on how many there are, nor on the number of workers: the bytes of its files are the same.
 *
 * @param options - see {@link WriteDatasetOptions}
 * @returns an outcome for each sample as it is ready; in order with one worker
 * @throws CmbError `INVALID_ARGUMENT` and `OUT_OF_RANGE` for options that cannot be, and for a folder that holds
 * something else; `FILE_NOT_READABLE` and the errors of `loadNifti` for the inputs, `OUT_OF_RANGE` for NaN in them,
 * `CORRUPT_DATA` for a sidecar of a background that is no JSON; `FILE_NOT_WRITABLE`; those of `anatomyFromLabels`,
 * `synthesizePatch` and `insertMicrobleeds`; the signal's reason when aborted
 * @since 0.1.0
 */
export async function* writeDataset(options: WriteDatasetOptions): AsyncGenerator<SampleOutcome> {
  const { count, index, workers = 1, signal } = options;
  assertWhole("count", count, [1, MAX_SAMPLES]);
  if (index !== undefined) assertWhole("index", index, [1, count]);
  assertWhole("workers", workers, [1, MAX_WORKERS]);
  signal?.throwIfAborted();
  const plan = await planOf(options);
  await assertSameDataset(plan);
  await startOutput(plan);
  const samples = index === undefined ? Array.from({ length: count }, (_, n) => n + 1) : [index];
  const task = startLongTask(samples.length, options);
  let done = 0;
  const missing: number[] = [];
  for (const sample of samples) {
    const record = await completeSample(plan, sample);
    if (record === undefined) missing.push(sample);
    else {
      await task.advance("Samples", ++done);
      yield outcomeOf(record, "kept");
    }
  }
  const written = workers === 1 ? runHere(plan, missing, signal) : runWorkers(plan, missing, { workers, signal });
  for await (const record of written) {
    await task.advance("Samples", ++done);
    yield outcomeOf(record, "made");
  }
  await writeParticipants(plan);
}

async function* runHere(
  plan: DatasetPlan,
  samples: readonly number[],
  signal: AbortSignal | undefined,
): AsyncGenerator<SampleRecord> {
  const write = createSampleWriter(plan);
  for (const sample of samples) {
    signal?.throwIfAborted();
    yield await write(sample, { signal });
  }
}

function outcomeOf(record: SampleRecord, status: SampleOutcome["status"]): SampleOutcome {
  const { sample, microbleeds, visibleMicrobleeds, otherObjects, files } = record;
  const paths = files.map(({ path }) => path);
  return { sample, subject: subjectOf(sample), status, microbleeds, visibleMicrobleeds, otherObjects, files: paths };
}

async function planOf(options: WriteDatasetOptions): Promise<DatasetPlan> {
  const { output, seed = 0, kind = "head", published = false, phase = false, maps = false } = options;
  assertWhole("seed", seed, [0, Number.MAX_SAFE_INTEGER]);
  const { labels = [], backgrounds = [], volumeIndex } = options;
  if (volumeIndex !== undefined) assertWhole("volumeIndex", volumeIndex, [0, MAX_SAMPLES]);
  assertTogether({ kind: options.kind, labels, backgrounds, published, phase, maps, volumeIndex });
  const { preset, protocol, microbleeds, mimics, sizeMm, patchesPerHead, headScale, insertion } = options;
  const given = { preset, protocol, microbleeds, mimics, sizeMm, patchesPerHead, headScale, insertion };
  const settings = parseDatasetSettings(
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  );
  const plan = {
    kind: backgrounds.length > 0 ? ("insertion" as const) : kind,
    seed,
    published,
    settings,
    labels: await inputsOf(labels, options),
    backgrounds: await backgroundsOf(backgrounds, options),
    volumeIndex,
    withPhase: phase,
    withMaps: maps,
  };
  return { ...plan, output: resolve(output), hash: hashOf(plan) };
}

/** Paths do not count, bytes and names do. */
function hashOf(plan: Omit<DatasetPlan, "output" | "hash">): string {
  const bytesOf = (files: readonly InputFile[]): unknown =>
    files.map(({ name, sha256, acquisition }) => [name, sha256, acquisition]);
  const decisive = { ...plan, labels: bytesOf(plan.labels), backgrounds: bytesOf(plan.backgrounds), version: VERSION };
  return createHash("sha256").update(canonicalText(decisive)).digest("hex");
}

async function inputsOf(paths: readonly string[], options: LoadInputOptions): Promise<readonly InputFile[]> {
  const files: InputFile[] = [];
  for (const path of paths) {
    // Read whole: what is wrong with the last file should not come up after hours.
    await loadInput(path, { signal: options.signal });
    files.push(await inputFile(path));
  }
  return files;
}

async function inputFile(path: string): Promise<InputFile> {
  const bytes = await readFile(path).catch((cause: Error) => {
    throw new CmbError("FILE_NOT_READABLE", `${path} cannot be read (${cause.message})`, { path }, { cause });
  });
  return { path: resolve(path), name: basename(path), sha256: createHash("sha256").update(bytes).digest("hex") };
}

async function backgroundsOf(
  paths: readonly string[],
  { signal, volumeIndex }: LoadInputOptions,
): Promise<readonly InputFile[]> {
  const files: InputFile[] = [];
  for (const path of paths) {
    await loadInput(path, { signal, volumeIndex });
    files.push({ ...(await inputFile(path)), acquisition: await readScanSidecar(path) });
  }
  return files;
}

interface Together {
  readonly kind: "head" | "patch" | undefined;
  readonly labels: readonly string[];
  readonly backgrounds: readonly string[];
  readonly published: boolean;
  readonly phase: boolean;
  readonly maps: boolean;
  readonly volumeIndex: number | undefined;
}

function assertTogether({ kind, labels, backgrounds, published, phase, maps, volumeIndex }: Together): void {
  if (kind !== undefined && kind !== "head" && kind !== "patch") {
    throw refused("kind", kind, `kind is ${JSON.stringify(kind)}; give "head" or "patch"`);
  }
  if (backgrounds.length === 0) {
    if (published) throw refused("published", true, "the published microbleeds go into real scans; give backgrounds");
    if (volumeIndex !== undefined) {
      throw refused("volumeIndex", volumeIndex, "volumeIndex (--volume) is of backgrounds; give backgrounds");
    }
    return;
  }
  for (const [name, wanted] of Object.entries({ phase, maps })) {
    if (wanted) throw refused(name, true, `${name} is of simulated scans, and a background has none; leave it out`);
  }
  if (kind === "patch") throw refused("kind", kind, "objects are put into whole scans; give backgrounds or patches");
  if (labels.length !== 0 && labels.length !== backgrounds.length) {
    const why = `there are ${backgrounds.length} backgrounds and ${labels.length} segmentations; give one for each, or none`;
    throw refused("labels", labels.length, why);
  }
}

function refused(name: string, value: unknown, why: string): CmbError<"INVALID_ARGUMENT"> {
  return new CmbError("INVALID_ARGUMENT", `writeDataset: ${why}`, { name, value });
}

function assertWhole(name: string, value: number, [minimum, maximum]: readonly [number, number]): void {
  if (Number.isInteger(value) && value >= minimum && value <= maximum) return;
  const message = `writeDataset: ${name} is ${value}; give a whole number from ${minimum} to ${maximum}`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum, maximum });
}
