import { access, mkdir, readFile, realpath } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { CmbError } from "@cmb/core";
import { attemptToWrite, saveFile } from "@cmb/io/node";
import { DATASET_FACTS } from "../dataset-facts.js";
import type { DatasetName } from "../dataset-subject.js";
import { VERSION } from "../version.js";
import { openLog } from "./run-log.node.js";
import { removeStaleStaging } from "./staging-folder.node.js";
import { DERIVATIVES } from "./standard-names.js";
import type { StandardizePlan } from "./standardize-plan.js";

const DESCRIPTION = "dataset_description.json";

/**
 * Throws where one of two folders lies in the other, wherever links lead: the output would be read as part of the input,
 * or written about it.
 *
 * @throws CmbError `INVALID_ARGUMENT`
 */
export async function assertApart(input: string, output: string): Promise<void> {
  const [realInput, realOutput] = await Promise.all([realPlace(resolve(input)), realPlace(resolve(output))]);
  const why = isWithin(realOutput, realInput)
    ? `The output ${output} lies in the input ${input}, and would be read as part of it`
    : isWithin(realInput, realOutput)
      ? `The input ${input} lies in the output ${output}, and would stand among what is written`
      : undefined;
  if (why === undefined) return;
  throw new CmbError("INVALID_ARGUMENT", `${why}; choose another folder`, { name: "output", value: output });
}

/** Where a path leads to, with the links of as much of it as is there. */
async function realPlace(path: string): Promise<string> {
  const real = await realpath(path).catch(() => undefined);
  if (real !== undefined) return real;
  const parent = dirname(path);
  return parent === path ? path : join(await realPlace(parent), basename(path));
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  // On another drive the way is the whole path.
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && resolve(way) !== way);
}

/**
 * Throws where a folder holds another dataset than the one that is to go there, by its descriptions.
 *
 * @throws CmbError `INVALID_ARGUMENT`; `FILE_NOT_READABLE` for a description that cannot be read
 */
export async function assertSameDataset(dataset: DatasetName, output: string): Promise<void> {
  const root = await descriptionAt(join(output, DESCRIPTION));
  if (root === undefined) return;
  const held = (await descriptionAt(join(output, DERIVATIVES, DESCRIPTION)))?.["StandardizedDataset"];
  if (held === dataset) return;
  const what = typeof held === "string" ? `${held}, standardised` : `the dataset "${String(root["Name"])}"`;
  const message = `The output ${output} holds ${what}, and ${dataset} is to go there; choose another folder`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "output", value: output });
}

/** `undefined` where there is none; empty for what is no JSON object. */
async function descriptionAt(path: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const text = await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT" || cause.code === "ENOTDIR") return undefined;
    throw new CmbError("FILE_NOT_READABLE", `${path} cannot be read (${cause.message})`, { path }, { cause });
  });
  if (text === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

/** Says what the folders are, and opens the log. */
export async function startOutput({ dataset, output }: StandardizePlan): ReturnType<typeof openLog> {
  await attemptToWrite(output, mkdir(join(output, DERIVATIVES), { recursive: true }));
  await removeStaleStaging(output);
  const common = {
    BIDSVersion: "1.10.0",
    GeneratedBy: [{ Name: "@cmb/datasets", Version: VERSION, Description: "cmb standardize" }],
  };
  const name = DATASET_FACTS[dataset].publishedName;
  const raw = { Name: `${name}, converted`, DatasetType: "raw", ...common };
  const derived = {
    Name: `${name}, standardised`,
    DatasetType: "derivative",
    SourceDatasets: [{ URL: "../.." }],
    DatasetLinks: { raw: "../.." },
    ...common,
    StandardizedDataset: dataset,
  };
  await saveJson(join(output, DERIVATIVES, DESCRIPTION), derived);
  await saveJson(join(output, DESCRIPTION), raw);
  // The suffix for susceptibility-weighted images is not in the standard yet.
  await saveFile("*_swi.nii.gz\n*_swi.json\n", join(output, ".bidsignore"));
  const readme = join(output, "README");
  // Its reader may have added to it.
  if (!(await isThere(readme))) await saveFile(readmeOf(name), readme);
  return openLog(join(output, DERIVATIVES, "log.tsv"));
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function readmeOf(name: string): string {
  return `${name} as BIDS, converted by @cmb/datasets (cmb standardize).

sub-*/                the images as they were read
${DERIVATIVES}/      the standardised images with labels, tables and how each came about;
                      qc.tsv has a row for each series, mosaic.html shows every lesion,
                      log.tsv says what each run did

The images are copies: the terms of the dataset hold for them. For research use only.
`;
}

async function saveJson(path: string, document: unknown): Promise<void> {
  await saveFile(`${JSON.stringify(document, null, 2)}\n`, path);
}
