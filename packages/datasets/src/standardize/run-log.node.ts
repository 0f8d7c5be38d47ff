import { appendFile, readFile } from "node:fs/promises";
import { attemptToWrite } from "@cmb/io/node";
import { type QcRow, tsv } from "./qc-table.js";

/** What one line of a log says, apart from its run. */
export interface LogLine {
  /** The series, or what else it is about. */
  readonly about: string;
  readonly status: QcRow["status"] | "warning";
  readonly seconds: number | null;
  readonly message: string;
}

const HEADER = tsv([["run", "series", "status", "seconds", "message"]]);

/**
 * Opens the log of a folder for one more run, below those of before: a run that goes on where another was stopped leaves
 * the lines of that one.
 *
 * @returns a function that adds a line; it is on disk when its promise resolves
 * @throws CmbError `FILE_NOT_WRITABLE`
 */
export async function openLog(path: string): Promise<(line: LogLine) => Promise<void>> {
  const earlier = await attemptToWrite(path, readFile(path, "utf8").catch(noText));
  const runs = [...earlier.matchAll(/^\d+(?=\t)/gm)].map(([run]) => Number(run));
  const run = runs.reduce((most, other) => Math.max(most, other), 0) + 1;
  // A run that was killed can leave a line without its end.
  const gap = earlier === "" || earlier.endsWith("\n") ? "" : "\n";
  await attemptToWrite(path, appendFile(path, `${gap}${earlier === "" ? HEADER : ""}`));
  return ({ about, status, seconds, message }) =>
    attemptToWrite(path, appendFile(path, tsv([[run, about, status, seconds, message]])));
}

function noText(error: NodeJS.ErrnoException): string {
  if (error.code === "ENOENT") return "";
  throw error;
}
