import type { Dirent } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { CmbError } from "@cmb/core";
import { loadNifti, loadNiftiHeader } from "@cmb/io/node";
import { atPath } from "./at-path.js";
import { byCodePoint } from "./by-code-point.js";
import { assertSize } from "./create-memory-folder.js";
import type { DatasetFolder } from "./dataset-folder.js";

/**
 * A folder on disk for the dataset readers. Hidden files are left out, links to folders are not followed.
 *
 * @param path - of the folder
 * @returns a folder that lists itself once, when it is first asked
 * @throws CmbError `FILE_NOT_READABLE` when there is no such folder; its methods throw it for a file
 * @since 0.1.0
 */
export async function openFolder(path: string): Promise<DatasetFolder> {
  const root = resolve(path);
  const found = await attempt(path, stat(root));
  if (!found.isDirectory()) throw notReadable(path, "it is no folder");
  let listing: Promise<readonly string[]> | undefined;
  const at = (file: string): string => join(root, ...file.split("/"));
  return {
    name: path,
    list: () => {
      listing ??= listFiles(root, "").then((files) => files.sort(byCodePoint));
      return listing;
    },
    read: async (file, { maxBytes }) => {
      assertSize(file, (await attempt(file, stat(at(file)))).size, maxBytes);
      return new Uint8Array(await attempt(file, readFile(at(file))));
    },
    loadImage: (file, options) => atPath(file, loadNifti(at(file), options)),
    loadInfo: (file, options) => atPath(file, loadNiftiHeader(at(file), options)),
  };
}

/** Symbolic links are kept as files where they lead to one: datasets under DataLad consist of them. */
async function listFiles(root: string, below: string): Promise<string[]> {
  const entries = await attempt(below || root, readdir(join(root, below), { withFileTypes: true }));
  const nested = await Promise.all(
    entries.map(async (entry) => {
      const path = below === "" ? entry.name : `${below}/${entry.name}`;
      if (entry.name.startsWith(".")) return [];
      if (entry.isDirectory()) return listFiles(root, path);
      return (await isFile(entry, join(root, path))) ? [path] : [];
    }),
  );
  return nested.flat();
}

async function isFile(entry: Dirent, path: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isFile();
  return stat(path).then(
    (target) => target.isFile(),
    () => false,
  );
}

async function attempt<T>(path: string, action: Promise<T>): Promise<T> {
  try {
    return await action;
  } catch (cause) {
    throw notReadable(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function notReadable(path: string, why: string, cause?: unknown): CmbError<"FILE_NOT_READABLE"> {
  const message = `${path} cannot be read (${why})`;
  return new CmbError("FILE_NOT_READABLE", message, { path }, cause === undefined ? {} : { cause });
}
