import { mkdir, readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CmbError } from "@cmb/core";
import {
  DATASET_NAMES,
  type DatasetName,
  generateDataset,
  parseRadiusFixes,
  type QcRow,
  type RadiusFix,
} from "@cmb/datasets";
import { type StandardizeDatasetOptions, standardizeDataset } from "@cmb/datasets/node";
import { saveFile } from "@cmb/io/node";
import type { Recipe } from "@cmb/preprocess";
import { assertWritableFolder } from "./assert-writable-folder.js";
import type { CommandContext } from "./command-context.js";
import type { ExitCode } from "./exit-code.js";
import { loadRecipe } from "./load-recipe.js";
import { choice, parseCommand, usageError, wholeNumber } from "./parse-command.js";
import { createProgressBar } from "./progress-bar.js";

/** The help of `cmb standardize`. */
export const STANDARDIZE_HELP: string = `Examples
  cmb standardize --dataset dou --example made-up
                                             a small folder with the layout of DOU
  cmb standardize --dataset dou made-up out  BIDS with standardised images and labels
  cmb standardize --dataset momeni-synth --real-microbleeds published IN OUT
                                             labels as in the published training set

Usage: cmb standardize --dataset NAME IN OUT [options]
       cmb standardize --dataset NAME --example DIR [--patients N] [--seed S]
  Reads a dataset of microbleeds and writes it as BIDS: the images as they are, and under
  derivatives/cmb/ standardised images, label images, tables of lesions and how each came
  about, with qc.tsv, log.tsv and mosaic.html. What an earlier run has done with the same
  bytes and options is skipped.

  --dataset NAME    ${DATASET_NAMES.slice(0, 5).join(", ")},
                    ${DATASET_NAMES.slice(5).join(", ")}
  --recipe RECIPE   upstream-2024-mended (unless given), upstream-2024, another that is
                    built in, or a JSON file
  --pass PASS       second (unless given) puts balls in place of grown lesions; first keeps
                    the grown ones; for datasets of centres or small marks
  --real-microbleeds KIND
                    labelled (unless given) or published; for momeni-synth
  --cluster-cut CUT mm (unless given) or published; for cerebriu
  --radius-fixes FILE.csv
                    radii that were corrected by hand: studyUID;dataset;x;y;z;radius, where
                    radius is a diameter in mm; rows that match nothing are in log.tsv
  --brain-masks DIR masks of the brain that were made elsewhere, such as by SynthStrip or
                    HD-BET, in place of the classical one; called as the series or its
                    image, with _mask after it or not; a series without one fails
  --workers N       threads that share the series; 1 unless given
  --redo            does again what an earlier run has done
  --strict          ends with 65 when one series failed, and not only when all did
  --json            the quality table on stdout
  --quiet           no progress and no messages; errors only

  --example DIR     writes a generated folder instead, for trying this without a dataset
  --patients N      in it; 3 unless given
  --seed S          of its content; 1 unless given

A series that fails stops none of the others; log.tsv says why. Exit codes: 0 done; 1 not
written, or unexpected; 2 usage; 65 not the dataset, or all series failed; 66 folder not
there; 130 interrupted.
`;

const OPTIONS = {
  dataset: { type: "string" },
  recipe: { type: "string" },
  pass: { type: "string" },
  "real-microbleeds": { type: "string" },
  "cluster-cut": { type: "string" },
  "radius-fixes": { type: "string" },
  "brain-masks": { type: "string" },
  workers: { type: "string" },
  redo: { type: "boolean" },
  strict: { type: "boolean" },
  example: { type: "string" },
  patients: { type: "string" },
  seed: { type: "string" },
  json: { type: "boolean" },
  quiet: { type: "boolean" },
} as const;

type Values = ReturnType<typeof parseCommand<typeof OPTIONS>>["values"];

/**
 * `cmb standardize`: a dataset in one form, or a generated folder to try it on.
 *
 * @throws CmbError for usage and for what concerns all series; the signal's reason when aborted
 */
export async function standardizeCommand(argv: readonly string[], context: CommandContext): Promise<ExitCode> {
  const { values, positionals } = parseCommand("standardize", argv, OPTIONS);
  const dataset = choice({ command: "standardize", name: "dataset" }, values.dataset, DATASET_NAMES);
  if (dataset === undefined) {
    throw usageError("standardize", "--dataset is missing", { name: "dataset", value: undefined });
  }
  if (values.example !== undefined) return writeExample(dataset, values, { positionals, context });
  const needless = values.patients !== undefined ? "patients" : values.seed !== undefined ? "seed" : undefined;
  if (needless !== undefined) {
    const why = `--${needless} belongs to --example`;
    throw usageError("standardize", why, { name: needless, value: values[needless] });
  }
  const [input, output, ...others] = positionals;
  if (input === undefined || output === undefined || others.length > 0) {
    const why = `IN and OUT are expected, and ${positionals.length} paths were given`;
    throw usageError("standardize", why, { value: argv });
  }
  const options = await optionsOf(dataset, { input, output }, values);
  await assertWritableFolder(output, "give another OUT");
  return standardize(options, values, context);
}

async function optionsOf(
  dataset: DatasetName,
  folders: { readonly input: string; readonly output: string },
  values: Values,
): Promise<StandardizeDatasetOptions> {
  const option = (name: string): { command: string; name: string } => ({ command: "standardize", name });
  return {
    dataset,
    ...folders,
    recipe: values.recipe === undefined ? undefined : await recipeOf(values.recipe),
    pass: choice(option("pass"), values.pass, ["first", "second"]),
    realMicrobleeds: choice(option("real-microbleeds"), values["real-microbleeds"], ["labelled", "published"]),
    clusterCut: choice(option("cluster-cut"), values["cluster-cut"], ["mm", "published"]),
    radiusFixes: await fixesOf(values["radius-fixes"]),
    brainMasks: values["brain-masks"],
    workers: wholeNumber(option("workers"), values.workers),
    redo: values.redo,
  };
}

/** The two that depend on the dataset by name; another as it is. */
async function recipeOf(name: string): Promise<"upstream-2024" | "upstream-2024-mended" | Recipe> {
  return name === "upstream-2024" || name === "upstream-2024-mended" ? name : loadRecipe("standardize", name);
}

async function fixesOf(path: string | undefined): Promise<readonly RadiusFix[] | undefined> {
  if (path === undefined) return undefined;
  const text = await readFile(path, "utf8").catch((cause: Error) => {
    const message = `${path} could not be read (${cause.message}); give a table of radius fixes`;
    throw new CmbError("FILE_NOT_READABLE", message, { path }, { cause });
  });
  return parseRadiusFixes(text);
}

async function standardize(
  options: StandardizeDatasetOptions,
  { json = false, quiet = false, strict = false }: Values,
  context: CommandContext,
): Promise<ExitCode> {
  const { stdout, stderr, signal } = context;
  const bar = createProgressBar(context, quiet);
  const rows: QcRow[] = [];
  try {
    for await (const { row } of standardizeDataset({ ...options, signal, onProgress: bar.show })) {
      rows.push(row);
      bar.clear();
      if (!quiet) stderr.write(`${lineOf(row)}\n`);
    }
  } finally {
    bar.clear();
  }
  const count = (status: QcRow["status"]): number => rows.filter((row) => row.status === status).length;
  const counts = { completed: count("completed"), skipped: count("skipped"), failed: count("failed") };
  const tables = ["qc.tsv", "log.tsv", "mosaic.html"].map((name) => join(options.output, "derivatives", "cmb", name));
  const document = { schemaVersion: 1, dataset: options.dataset, output: options.output, ...counts, series: rows };
  stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : tables.map((path) => `${path}\n`).join(""));
  if (!quiet) {
    stderr.write(`${counts.completed} completed, ${counts.skipped} skipped, ${counts.failed} failed\n`);
  }
  return counts.failed > 0 && (strict || counts.failed === rows.length) ? 65 : 0;
}

function lineOf({ series, status, lesionsBefore, lesionsAfter, warnings, message }: QcRow): string {
  if (status === "failed") return `${series}: failed: ${message}`;
  const lesions = lesionsBefore === null ? "" : `, ${lesionsBefore} lesions before and ${lesionsAfter} after`;
  return `${series}: ${status}${lesions}${warnings === "" ? "" : ` (${warnings})`}`;
}

async function writeExample(
  dataset: DatasetName,
  values: Values,
  { positionals, context }: { readonly positionals: readonly string[]; readonly context: CommandContext },
): Promise<ExitCode> {
  const { example = "", json = false } = values;
  const allowed = ["dataset", "example", "patients", "seed", "json", "quiet"];
  const needless = Object.keys(values).find((name) => !allowed.includes(name)) ?? positionals[0];
  if (needless !== undefined) {
    const why = `with --example there is no place for ${needless}`;
    throw usageError("standardize", why, { name: "example", value: needless });
  }
  const number = (name: "patients" | "seed"): number | undefined =>
    wholeNumber({ command: "standardize", name }, values[name]);
  const { files, series } = await generateDataset(dataset, { patients: number("patients"), seed: number("seed") });
  const existing = await readdir(example).catch(() => []);
  if (existing.length > 0) throw exampleNotWritable(example, `it holds ${existing.length} files already`);
  await assertWritableFolder(example, "give --example another folder");
  for (const [path, bytes] of files) {
    const target = join(example, ...path.split("/"));
    await mkdir(dirname(target), { recursive: true }).catch((cause: Error) => {
      throw exampleNotWritable(target, cause.message, cause);
    });
    await saveFile(bytes, target, { signal: context.signal });
  }
  const document = { schemaVersion: 1, dataset, folder: example, files: [...files.keys()], series };
  context.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : `${example}\n`);
  return 0;
}

function exampleNotWritable(path: string, why: string, cause?: unknown): CmbError<"FILE_NOT_WRITABLE"> {
  const message = `${path} could not be written (${why}); give --example another folder`;
  return new CmbError("FILE_NOT_WRITABLE", message, { path }, cause === undefined ? {} : { cause });
}
