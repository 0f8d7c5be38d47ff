import { mkdir, mkdtemp, rename, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { CmbError } from "@cmb/core";

/** A file that is written with others, or not at all. */
export interface TogetherFile {
  /** Where it goes. */
  readonly path: string;
  /** Writes it to another place first. */
  readonly write: (path: string) => Promise<void>;
}

/**
 * Writes files all or none: into a folder of their own beside their places, then moved there in their order.
 *
 * @returns the paths of the files
 * @throws CmbError `FILE_NOT_WRITABLE`; the signal's reason when aborted; what the writers throw
 */
export async function writeTogether(
  folder: string,
  files: readonly TogetherFile[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  await attempt(folder, mkdir(folder, { recursive: true }));
  for (const { path } of files) await refuseFolderAt(path);
  const staging = await attempt(folder, mkdtemp(join(folder, ".cmb-")));
  try {
    const staged = ({ path }: TogetherFile): string => join(staging, basename(path));
    for (const file of files) await file.write(staged(file));
    signal.throwIfAborted();
    for (const file of files) await attempt(file.path, rename(staged(file), file.path));
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return files.map(({ path }) => path);
}

/** Renaming a file onto a folder fails after others may have been moved: so it is looked at before. */
async function refuseFolderAt(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) throw notWritable(path, "a folder of that name is in the way");
}

/**
 * Waits for something that the file system does.
 *
 * @throws CmbError `FILE_NOT_WRITABLE` that names the path and the reason
 */
export async function attempt<T>(path: string, action: Promise<T>, advice?: string): Promise<T> {
  try {
    return await action;
  } catch (cause) {
    throw notWritable(path, cause instanceof Error ? cause.message : String(cause), { cause, advice });
  }
}

/** The error of a path that cannot be written. */
export function notWritable(
  path: string,
  why: string,
  {
    cause,
    advice = "give another folder with --out",
  }: { readonly cause?: unknown; readonly advice?: string | undefined } = {},
): CmbError<"FILE_NOT_WRITABLE"> {
  const message = `${path} could not be written (${why}); ${advice}`;
  return new CmbError("FILE_NOT_WRITABLE", message, { path }, cause === undefined ? {} : { cause });
}
