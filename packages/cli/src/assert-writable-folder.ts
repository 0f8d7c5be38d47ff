import { mkdtemp, rmdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { attempt, notWritable } from "./write-together.js";

/**
 * Looks before the work begins whether its results can be written: makes a folder in the output folder, or in the nearest
 * one above it that is there, and removes it.
 *
 * Permissions do not tell: /proc lets nobody make a folder and grants root every permission, and `mkdir` of Node with
 * `recursive` never comes back from there.
 *
 * @param advice - the end of the message; that of `--out` unless given
 * @throws CmbError `FILE_NOT_WRITABLE` when the folder, or the one that it would be made in, takes no files
 */
export async function assertWritableFolder(folder: string, advice?: string): Promise<void> {
  let existing = resolve(folder);
  while (existing !== dirname(existing) && (await isMissing(existing))) existing = dirname(existing);
  const found = await attempt(folder, stat(existing), advice);
  if (!found.isDirectory()) throw notWritable(folder, `${existing} is not a folder`, { advice });
  const made = await attempt(folder, mkdtemp(join(existing, ".cmb-")), advice);
  await attempt(folder, rmdir(made), advice);
}

async function isMissing(path: string): Promise<boolean> {
  return stat(path).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === "ENOENT",
  );
}
