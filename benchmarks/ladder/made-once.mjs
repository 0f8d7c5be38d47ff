// Files that are made once: under temporary names, renamed when whole, so that a run that was stopped goes on.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** The parsed JSON of a file, `undefined` where there is none. */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Writes JSON whole or not at all; folders are made. */
export function writeJson(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  const partial = `${path}.${process.pid}.partial`;
  writeFileSync(partial, `${JSON.stringify(value, undefined, 1)}\n`);
  renameSync(partial, path);
}

/** The JSON of `path`, made by `make` and written where it is not there yet. */
export async function jsonOnce(path, make) {
  const known = readJson(path);
  if (known !== undefined) return known;
  const made = await make();
  writeJson(path, made);
  // As it is read the next time: what JSON cannot hold is gone already.
  return readJson(path);
}
