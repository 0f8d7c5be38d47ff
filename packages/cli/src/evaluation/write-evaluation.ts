import { access, constants, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { CmbError } from "@cmb/core";
import { saveFile } from "@cmb/io/node";
import { formatCasesCsv, formatEvaluationHtml, formatLesionsCsv } from "@cmb/metrics/report";
import { usageError } from "../parse-command.js";
import type { EvaluationOutcome } from "./evaluation-to-json.js";

/** Where the results go. */
export interface EvaluationFiles {
  readonly html: string | undefined;
  readonly csv: string | undefined;
  readonly title: string | undefined;
}

/**
 * Refuses results that would be written over an input or over one another.
 *
 * @param files - where the results go
 * @param inputs - what is read
 * @throws CmbError `INVALID_ARGUMENT`
 */
export async function assertOwnFiles(
  { html, csv }: Pick<EvaluationFiles, "html" | "csv">,
  inputs: readonly (string | undefined)[],
): Promise<void> {
  const read = new Map<string, string>();
  for (const path of inputs) if (path !== undefined && path !== "-") read.set(await placeOf(path), "is read");
  const written = [html, csv, csv === undefined ? undefined : lesionsPath(csv)];
  for (const path of written) {
    if (path === undefined) continue;
    const place = await placeOf(path);
    const use = read.get(place);
    if (use !== undefined) {
      const why = `${path} would be written over, and it ${use} too; give each result a file of its own`;
      throw usageError("evaluate", why, { name: path === html ? "html" : "csv", value: path });
    }
    read.set(place, "is written");
  }
}

/** One path for a file however it is spelled; of a file that is not there its folder counts. */
async function placeOf(path: string): Promise<string> {
  return realpath(path).catch(async () =>
    join(await realpath(dirname(path)).catch(() => resolve(dirname(path))), basename(path)),
  );
}

/**
 * Looks before the work begins whether its results can be written.
 *
 * @throws CmbError `FILE_NOT_WRITABLE`
 */
export async function assertWritableFiles(paths: readonly (string | undefined)[]): Promise<void> {
  for (const path of paths) {
    if (path === undefined) continue;
    try {
      await access(dirname(path), constants.W_OK | constants.X_OK);
    } catch (cause) {
      throw new CmbError(
        "FILE_NOT_WRITABLE",
        `${path} cannot be written: its folder is not there or takes no files`,
        { path },
        { cause },
      );
    }
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory())
      throw new CmbError("FILE_NOT_WRITABLE", `${path} is a folder; give a file name`, { path });
  }
}

/** The name of the table of lesions that goes with a table of scans. */
export function lesionsPath(csv: string): string {
  return /\.csv$/i.test(csv) ? csv.replace(/(\.csv)$/i, "-lesions$1") : `${csv}-lesions.csv`;
}

/**
 * Writes the page and the two tables that were asked for.
 *
 * @throws CmbError `FILE_NOT_WRITABLE`; the signal's reason when aborted
 */
export async function writeEvaluation(
  { evaluations, comparisons }: EvaluationOutcome,
  { html, csv, title }: EvaluationFiles,
  signal: AbortSignal,
): Promise<void> {
  // Everything is made before anything is written: what fails leaves no file.
  const files = [
    ...(html === undefined ? [] : [[html, formatEvaluationHtml(evaluations, { title, comparisons })] as const]),
    ...(csv === undefined ? [] : [[csv, formatCasesCsv(evaluations)] as const]),
    ...(csv === undefined ? [] : [[lesionsPath(csv), formatLesionsCsv(evaluations)] as const]),
  ];
  for (const [path, text] of files) await saveFile(text, path, { signal });
}
