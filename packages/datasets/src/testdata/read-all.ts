import { isCmbError } from "@cmb/core";
import { createMemoryFolder } from "../create-memory-folder.js";
import type { DatasetName, DatasetSubject } from "../dataset-subject.js";
import { type ReadAnyDatasetOptions, readDataset } from "../readers/read-dataset.js";

/** All subjects of files in memory. */
export async function readAll(
  name: DatasetName,
  files: ReadonlyMap<string, Uint8Array>,
  options: ReadAnyDatasetOptions = {},
): Promise<DatasetSubject[]> {
  const subjects: DatasetSubject[] = [];
  for await (const subject of readDataset(name, createMemoryFolder(files), options)) subjects.push(subject);
  return subjects;
}

/** The code and message of the error that some work ends with; "none" when it ends well. */
export async function failureOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    return isCmbError(error) ? `${error.code}: ${error.message}` : String(error);
  }
  return "none";
}

/** The files with some of them replaced, and others left out where the new content is `undefined`. */
export function withFiles(
  files: ReadonlyMap<string, Uint8Array>,
  changes: Readonly<Record<string, Uint8Array | string | undefined>>,
): Map<string, Uint8Array> {
  const changed = new Map(files);
  for (const [path, content] of Object.entries(changes)) {
    if (content === undefined) changed.delete(path);
    else changed.set(path, typeof content === "string" ? new TextEncoder().encode(content) : content);
  }
  return changed;
}
