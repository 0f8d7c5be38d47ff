import { basename, dirname } from "node:path";
import { CmbError } from "@cmb/core";

const NIFTI_ENDING = /\.(nii|hdr|img)(\.gz)?$/i;
/** What a file is, said at the end of its name and not part of the scan's name. */
const ROLE =
  /[_-](cmb-mask|cmb|cmbs|microbleeds|mask|masks|seg|segmentation|label|labels|gt|truth|reference|ref|prediction|predicted|pred|output|prob|probs|probability|probabilities|synthseg|dseg|regions)$/i;
/** Entities of BIDS that describe a derived image and not the scan. */
const DERIVED_ENTITY = /^(desc|label|space|res|den|atlas|seg|scale)-/;

/**
 * The name of the scan that a file belongs to.
 *
 * The ending of NIfTI is cut off. Of a BIDS name (`sub-…`) the entities stay, without the suffix and without `desc-`,
 * `label-`, `space-`, `res-`, `den-`, `atlas-`, `seg-` and `scale-`. Of any other name words such as `_mask`, `_seg`,
 * `_gt` and `_pred` are cut off at the end.
 *
 * @param path - of a file
 * @returns the same text for the image, the reference and every prediction of one scan
 */
export function scanKey(path: string): string {
  const stem = basename(withoutEnding(path));
  if (/^sub-/.test(stem)) {
    const entities = stem.split("_").filter((part) => /^[a-z0-9]+-/i.test(part) && !DERIVED_ENTITY.test(part));
    return entities.filter((part) => !/^cmb-mask$/i.test(part)).join("_");
  }
  let key = stem;
  while (ROLE.test(key)) key = key.replace(ROLE, "");
  return key;
}

/** Files of a folder by what they can be found with. */
export interface FileIndex {
  /** The folder, for messages. */
  readonly folder: string;
  /** Paths within it. */
  readonly files: readonly string[];
}

/** The files of one scan; undefined where a folder has none. */
export interface FileTuple {
  readonly id: string;
  readonly files: readonly (string | undefined)[];
}

/**
 * The files of several folders, put together by scan.
 *
 * Files that lie at the same path in every folder belong together, and their name is the scan's. The others go together
 * by {@link scanKey}, which is then the scan's name, or by the folder that they lie in where that alone tells them apart.
 *
 * @param folders - the first names the order of the scans
 * @returns one entry for each scan of any folder, with one place for each folder
 * @throws CmbError `INVALID_CASE` where two files of one folder would be of one scan, also in two compressions
 */
export function pairFiles(folders: readonly FileIndex[]): readonly FileTuple[] {
  const isEverywhere = (file: string): boolean => folders.every(({ files }) => files.includes(file));
  const same = new Set((folders[0]?.files ?? []).filter(isEverywhere));
  const names = uniqueNames([...same]);
  const rest = folders.map(({ folder, files }) =>
    keysOf(
      folder,
      files.filter((file) => !same.has(file)),
    ),
  );
  const ids = [...new Set(rest.flatMap((byKey) => [...byKey.keys()]))];
  const tuples = [
    ...[...same].map((file, n) => ({ id: names[n] ?? file, files: folders.map(() => file) })),
    ...ids.map((id) => ({ id, files: rest.map((byKey) => byKey.get(id)) })),
  ];
  assertOnce(tuples);
  return tuples.sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
}

/** Refuses files at one path, and others beside them, that are of one scan: `a.nii` and `a.nii.gz`. */
function assertOnce(tuples: readonly FileTuple[]): void {
  const seen = new Map<string, FileTuple>();
  for (const tuple of tuples) {
    const other = seen.get(tuple.id);
    seen.set(tuple.id, tuple);
    if (other === undefined) continue;
    const value = [other, tuple].map(({ files }) => files.find((file) => file !== undefined));
    const message = `${value.join(" and ")} would both be of the scan ${tuple.id}; leave one of them out`;
    throw new CmbError("INVALID_CASE", message, { case: tuple.id, field: "file", value });
  }
}

/**
 * The file of another folder that belongs to a scan: the one at the same path, or the one of the same name of a scan.
 *
 * @param tuple - a scan
 * @param folder - images or region maps, not every one of which needs a scan
 * @returns undefined where there is none
 * @throws CmbError `INVALID_CASE` where two files would be of one scan
 */
export function fileOfScan({ id, files }: FileTuple, { folder, files: others }: FileIndex): string | undefined {
  const own = files.filter((file): file is string => file !== undefined);
  const same = others.find((other) => own.includes(other));
  if (same !== undefined) return same;
  const byKey = keysOf(folder, others);
  return [id, ...own.map(scanKey), ...own.map(folderOf)]
    .map((key) => byKey.get(key))
    .find((file) => file !== undefined);
}

/** Names of scans: those of the files where they tell them apart, whole paths where not. */
function uniqueNames(files: readonly string[]): readonly string[] {
  const short = files.map((file) => basename(withoutEnding(file)));
  return new Set(short).size === files.length ? short : files.map(withoutEnding);
}

function keysOf(folder: string, files: readonly string[]): ReadonlyMap<string, string> {
  const short = files.map(scanKey);
  const folders = files.map(folderOf);
  const isTold = (names: readonly string[]): boolean => new Set(names).size === files.length;
  const keys = !isTold(short) && isTold(folders) ? folders : short;
  const byKey = new Map<string, string>();
  for (const [n, file] of files.entries()) {
    const key = keys[n] ?? file;
    const other = byKey.get(key);
    if (other !== undefined) {
      const message = `${folder}: ${other} and ${file} would both be of the scan ${key}; leave one of them out, or give the files of both folders the same names`;
      throw new CmbError("INVALID_CASE", message, { case: key, field: "file", value: [other, file] });
    }
    byKey.set(key, file);
  }
  return byKey;
}

function withoutEnding(path: string): string {
  return path.replace(NIFTI_ENDING, "");
}

function folderOf(file: string): string {
  return dirname(file).replaceAll("\\", "/");
}
