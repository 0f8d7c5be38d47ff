import type { CmbError } from "@cmb/core";
import { byCodePoint } from "../by-code-point.js";
import type { DatasetName } from "../dataset-subject.js";
import { invalidDataset } from "../invalid-dataset.js";

/** The one path of several candidates, or the error that says how many there are. */
export function pickOne(
  dataset: DatasetName,
  what: string,
  candidates: readonly string[],
): string | CmbError<"INVALID_DATASET"> {
  const [first, ...others] = candidates;
  if (first !== undefined && others.length === 0) return first;
  const found = first === undefined ? "there is none" : `there are ${candidates.length}: ${candidates.join(", ")}`;
  return invalidDataset(dataset, first ?? what, `Exactly one file has to be the ${what}, and ${found}`);
}

/**
 * As {@link pickOne}, for what cannot be gone on without.
 *
 * @throws CmbError `INVALID_DATASET`
 */
export function requireOne(dataset: DatasetName, what: string, candidates: readonly string[]): string {
  const picked = pickOne(dataset, what, candidates);
  if (typeof picked === "string") return picked;
  throw picked;
}

/**
 * Groups the paths that match a pattern by its first capture, in the order of the captures.
 *
 * @throws CmbError `INVALID_DATASET` when none matches: the folder is not this dataset
 */
export function groupMatches(
  dataset: DatasetName,
  paths: readonly string[],
  pattern: RegExp,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const key = pattern.exec(path)?.[1];
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [path]);
    else group.push(path);
  }
  if (groups.size > 0) return new Map([...groups].sort(([a], [b]) => byCodePoint(a, b)));
  const message = `None of ${paths.length} files is an image of ${dataset}, where it should match ${pattern.source}`;
  throw invalidDataset(dataset, paths[0] ?? "", message);
}
