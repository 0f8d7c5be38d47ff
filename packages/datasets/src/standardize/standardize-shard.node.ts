import { isCmbError, type LongTaskOptions } from "@cmb/core";
import { attemptToWrite } from "@cmb/io/node";
import { hashRecipe, type Recipe } from "@cmb/preprocess";
import type { DatasetFolder } from "../dataset-folder.js";
import type { DatasetSubject } from "../dataset-subject.js";
import { invalidDataset } from "../invalid-dataset.js";
import { openFolder } from "../open-folder.node.js";
import { readDataset } from "../readers/read-dataset.js";
import { VERSION } from "../version.js";
import { findBrainMask, type GivenBrainMask } from "./brain-mask.js";
import { formatPictures } from "./format-mosaic.js";
import { lesionPictures } from "./lesion-pictures.js";
import type { OutputFile } from "./output-files.node.js";
import { failedRow, qcRow } from "./qc-table.js";
import { radiusFixesOf, type SubjectRadiusFixes } from "./radius-fixes-of.js";
import { sha256 } from "./sha256.js";
import { type StandardNames, standardNames } from "./standard-names.js";
import type { Shard, StandardizeOutcome, StandardizePlan } from "./standardize-plan.js";
import { standardizeSubject } from "./standardize-subject.js";
import { removeSubject, storedRow, writeSubject } from "./subject-files.node.js";
import { bidsFields, formatCentres, type InputFile, subjectMetadata } from "./subject-metadata.js";

type SubjectOutcome = Omit<StandardizeOutcome, "place" | "fixLines">;

/** What one thread needs for all of its series. */
interface Work {
  readonly plan: StandardizePlan;
  readonly folder: DatasetFolder;
  readonly brainMasks: DatasetFolder | undefined;
  /** By path: a table that many series share is read once. */
  readonly hashes: Map<string, Promise<string>>;
}

/** How one series is reported while it is worked on. */
export interface ShardOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?:
    | ((id: string, progress: Parameters<NonNullable<LongTaskOptions["onProgress"]>>[0]) => void)
    | undefined;
}

/** Larger files are not read at once, and so not hashed. */
const MAX_INPUT_BYTES = 2 ** 31 - 1;

/**
 * Standardises a part of a dataset, one series after the other. A series that fails stops none of the others.
 *
 * @throws CmbError what concerns all series: a folder that is not the dataset, an output that cannot be written; the
 * signal's reason when aborted
 */
export async function* standardizeShard(
  plan: StandardizePlan,
  shard: Shard,
  options: ShardOptions = {},
): AsyncGenerator<StandardizeOutcome> {
  const folder = await openFolder(plan.input);
  const brainMasks = plan.brainMasks === undefined ? undefined : await openFolder(plan.brainMasks);
  const work: Work = { plan, folder, brainMasks, hashes: new Map() };
  const taken = new Map<string, string>();
  let place = 0;
  for await (const subject of readDataset(plan.dataset, folder, { ...plan.reader, signal: options.signal })) {
    const own = place % shard.count === shard.index;
    const names = claimNames(subject, taken);
    const fixes = radiusFixesOf(plan.radiusFixes, subject);
    const fixLines = fixes.rows.map(({ line }) => line);
    if (own) yield { place, fixLines, ...(await standardizeOne(subject, names, { work, options, fixes })) };
    place++;
  }
}

/**
 * Reads as much as tells that the input is the dataset: what is in the folder, tables of all series, and one header.
 *
 * @throws CmbError `INVALID_DATASET`, `FILE_NOT_READABLE` and what else the reader throws; the signal's reason when aborted
 */
export async function assertReadable(plan: StandardizePlan, signal?: AbortSignal): Promise<void> {
  if (plan.brainMasks !== undefined) await openFolder(plan.brainMasks);
  const subjects = readDataset(plan.dataset, await openFolder(plan.input), { ...plan.reader, signal });
  await subjects.next();
  await subjects.return(undefined);
}

/** The names of a series, or why it has none: two series must not write the same files. */
function claimNames(subject: DatasetSubject, taken: Map<string, string>): StandardNames | Error {
  try {
    const names = standardNames(subject);
    const other = taken.get(names.metadata);
    if (other !== undefined) {
      const message = `${subject.id} and ${other} would both become ${names.raw}; rename one of them`;
      return invalidDataset(subject.dataset, subject.imagePath ?? subject.id, message);
    }
    taken.set(names.metadata, subject.id);
    return names;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

async function standardizeOne(
  subject: DatasetSubject,
  names: StandardNames | Error,
  tools: { readonly work: Work; readonly options: ShardOptions; readonly fixes: SubjectRadiusFixes },
): Promise<SubjectOutcome> {
  const { work, options } = tools;
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  try {
    if (names instanceof Error) throw names;
    return await standardizeNamed(subject, names, { ...tools, seconds });
  } catch (error) {
    options.signal?.throwIfAborted();
    if (isCmbError(error, "FILE_NOT_WRITABLE")) throw error;
    // What an earlier run made of other inputs must not stand for this one.
    if (!(names instanceof Error)) await attemptToWrite(work.plan.output, removeSubject(work.plan.output, names));
    const why = isCmbError(error) ? `${error.code}: ${error.message}` : String(error);
    return { row: failedRow(subject, why, seconds()), picturesPath: undefined, files: [], warnings: [] };
  }
}

interface NamedWork {
  readonly work: Work;
  readonly options: ShardOptions;
  readonly fixes: SubjectRadiusFixes;
  readonly seconds: () => number;
}

async function standardizeNamed(
  subject: DatasetSubject,
  names: StandardNames,
  { work, options, fixes, seconds }: NamedWork,
): Promise<SubjectOutcome> {
  const { plan } = work;
  const recipe = fixes.spheres === undefined ? plan.recipe : (plan.sphereRecipe ?? plan.recipe);
  const { correctedRadii } = fixes;
  const { signal, onProgress } = options;
  const annotation = await subject.loadAnnotation({ signal });
  const paths = [...(subject.imagePath === undefined ? [] : [subject.imagePath]), ...annotation.files];
  const inputs = await Promise.all(paths.map((path) => hashed(work, path)));
  const mask = await brainMaskOf(subject, work);
  const key = await keyOf(subject, { inputs, mask, recipe, correctedRadii }, plan);
  const stored = plan.redo ? undefined : await storedRow(plan.output, names, key);
  const files = Object.values(names);
  if (stored !== undefined) return { row: stored, picturesPath: names.pictures, files, warnings: [] };
  const show = onProgress === undefined ? undefined : onProgress.bind(undefined, subject.id);
  const result = await standardizeSubject(subject, recipe, {
    annotation,
    correctedRadii,
    brainMask: mask && (await loadMask(mask, work, signal)),
    signal,
    onProgress: show,
  });
  const row = qcRow(subject, result, seconds());
  const pictures = result.labels === undefined ? [] : lesionPictures(result.standard, result.labels, result.lesions);
  const metadata = subjectMetadata(subject, result, { names, plan, key, inputs, brainMask: mask, row });
  const texts = {
    rawJson: `${JSON.stringify(bidsFields(subject), null, 2)}\n`,
    centres: formatCentres(result),
    pictures: formatPictures(row, pictures),
    metadata: (outputs: readonly OutputFile[]): string => `${JSON.stringify({ ...metadata, outputs }, null, 2)}\n`,
  };
  await writeSubject(plan.output, names, { result, texts, signal });
  return { row, picturesPath: names.pictures, files, warnings: result.warnings };
}

/** The mask that was made elsewhere of a series; `undefined` where none were given. */
async function brainMaskOf(subject: DatasetSubject, work: Work): Promise<InputFile | undefined> {
  const { folder, brainMasks } = work;
  if (brainMasks === undefined) return undefined;
  const path = await findBrainMask(brainMasks, subject, folder);
  return { path, sha256: await sha256(await brainMasks.read(path, { maxBytes: MAX_INPUT_BYTES })) };
}

async function loadMask(
  { path, sha256: hash }: InputFile,
  { brainMasks }: Work,
  signal: AbortSignal | undefined,
): Promise<GivenBrainMask | undefined> {
  const image = await brainMasks?.loadImage(path, { signal });
  return image && { id: `${path} sha256:${hash}`, volume: image.volume };
}

async function hashed({ folder, hashes }: Work, path: string): Promise<InputFile> {
  const hash = hashes.get(path) ?? folder.read(path, { maxBytes: MAX_INPUT_BYTES }).then(sha256);
  // An image belongs to one series; a table to many.
  if (!/\.nii(\.gz)?$/.test(path)) hashes.set(path, hash);
  return { path, sha256: await hash };
}

/** What a result depends on besides the plan. */
interface KeyParts {
  readonly inputs: readonly InputFile[];
  readonly mask: InputFile | undefined;
  readonly recipe: Recipe;
  readonly correctedRadii: SubjectRadiusFixes["correctedRadii"];
}

/** Inputs, parameters and version as one hash: the same key means the same result. */
async function keyOf(
  subject: DatasetSubject,
  { inputs, mask, recipe, correctedRadii }: KeyParts,
  { dataset, reader }: StandardizePlan,
): Promise<string> {
  const { realMicrobleeds = null, clusterCut = null } = reader;
  const how = [await hashRecipe(recipe), correctedRadii, realMicrobleeds, clusterCut, VERSION];
  return sha256(JSON.stringify([dataset, subject.id, subject.covariates, how, inputs, mask ?? null]));
}
