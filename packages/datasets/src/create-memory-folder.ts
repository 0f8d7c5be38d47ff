import { CmbError } from "@cmb/core";
import { loadNifti, loadNiftiHeader } from "@cmb/io";
import { atPath } from "./at-path.js";
import { byCodePoint } from "./by-code-point.js";
import type { DatasetFolder } from "./dataset-folder.js";

/**
 * A folder of files that are in memory or were dropped into a page.
 *
 * @param files - bytes or `File` by relative path, `/` between the parts
 * @param name - for messages; "memory" unless given
 * @returns a folder that reads what is asked for and keeps nothing
 * @throws CmbError from its methods: `FILE_NOT_READABLE` for a path that is not in `files`, `TOO_LARGE` beyond a cap
 * @since 0.1.0
 */
export function createMemoryFolder(files: ReadonlyMap<string, Uint8Array | Blob>, name = "memory"): DatasetFolder {
  const paths = [...files.keys()].sort(byCodePoint);
  const get = (path: string): Uint8Array | Blob => {
    const file = files.get(path);
    if (file !== undefined) return file;
    throw new CmbError("FILE_NOT_READABLE", `${path} is not in ${name}`, { path });
  };
  return {
    name,
    list: async () => paths,
    read: async (path, { maxBytes }) => {
      const file = get(path);
      assertSize(path, file instanceof Blob ? file.size : file.length, maxBytes);
      return file instanceof Blob ? new Uint8Array(await file.arrayBuffer()) : file;
    },
    loadImage: async (path, options) => atPath(path, loadNifti(get(path), options)),
    loadInfo: async (path, options) => atPath(path, loadNiftiHeader(get(path), options)),
  };
}

/** Throws where a file is larger than its reader wants to hold. */
export function assertSize(path: string, bytes: number, maxBytes: number): void {
  if (bytes <= maxBytes) return;
  const message = `${path} has ${bytes} bytes, and at most ${maxBytes} are read of such a file`;
  throw new CmbError("TOO_LARGE", message, { requiredBytes: bytes, limitBytes: maxBytes });
}
