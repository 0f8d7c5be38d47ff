import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a folder and the folders above it that are missing, one after the other.
 *
 * `mkdir` of Node with `recursive` asks for the folder above whenever the system says that something is not there; where
 * the system says so of a folder that it does not let anybody make, as in /proc, that never ends.
 *
 * @throws the error of the file system, for the first folder that cannot be made
 * @internal
 */
export async function makeFolder(path: string): Promise<void> {
  const missing: string[] = [];
  for (let at = path; !(await isThere(at)) && dirname(at) !== at; at = dirname(at)) missing.push(at);
  for (const folder of missing.reverse()) {
    await mkdir(folder).catch((cause: NodeJS.ErrnoException) => {
      // Another run into the same folder was first.
      if (cause.code !== "EEXIST") throw cause;
    });
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (cause: NodeJS.ErrnoException) => {
      if (cause.code === "ENOENT") return false;
      throw cause;
    },
  );
}
