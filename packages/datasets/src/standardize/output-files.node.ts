import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "./sha256.js";

/** A file of a series as it was written. */
export interface OutputFile {
  /** In the output folder. */
  readonly path: string;
  readonly sha256: string;
}

/** A file with its hash; where it lies may differ from what it will be called. */
export async function outputFile(path: string, at: string): Promise<OutputFile> {
  return { path, sha256: await sha256(await readFile(at)) };
}

/**
 * Whether all files of a series are still as metadata say that they were written; `false` for metadata that do not say.
 * A file that was deleted, cut or changed since makes it `false`.
 */
export async function areUnchanged(output: string, stored: unknown): Promise<boolean> {
  if (!Array.isArray(stored) || stored.length === 0) return false;
  for (const entry of stored as readonly unknown[]) {
    if (!isOutputFile(entry)) return false;
    const found = await outputFile(entry.path, join(output, ...entry.path.split("/"))).catch(() => undefined);
    if (found?.sha256 !== entry.sha256) return false;
  }
  return true;
}

function isOutputFile(entry: unknown): entry is OutputFile {
  if (typeof entry !== "object" || entry === null || !("path" in entry) || !("sha256" in entry)) return false;
  return typeof entry.path === "string" && typeof entry.sha256 === "string";
}
