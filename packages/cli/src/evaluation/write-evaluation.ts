import { access, constants, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { CmbError } from "@cmb/core";
import { saveFile } from "@cmb/io/node";
import { formatCasesCsv, formatEvaluationHtml, formatLesionsCsv } from "@cmb/metrics/report";
import type { EvaluationOutcome } from "./evaluation-to-json.js";

/** Where the results go. */
export interface EvaluationFiles {
  readonly html: string | undefined;
  readonly csv: string | undefined;
  readonly title: string | undefined;
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
