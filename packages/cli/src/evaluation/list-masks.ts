import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { CmbError } from "@cmb/core";
import type { FileIndex } from "./pair-files.js";

/** One file for each image: a pair is named by its header. */
const NIFTI = /\.(nii|hdr)(\.gz)?$/i;
const MASK = /mask\.(nii|hdr)(\.gz)?$/i;
const DETECTED = /_cmb-mask\.nii\.gz$/i;

/** What a folder holds, and whether it was one. */
export interface ListedFiles extends FileIndex {
  readonly isFile: boolean;
  /** NIfTI files that are no masks where others are. */
  readonly passedOver: number;
}

/**
 * The NIfTI files of a folder and of those in it, or the one file that a path names.
 *
 * Where some names end in `mask`, these alone are taken: the others are the scans. Hidden files are passed over.
 *
 * @param path - of a folder or a NIfTI file
 * @param kind - `"masks"` chooses masks where there are some; `"images"` takes those that are none
 * @returns paths within the folder, in the order of their names
 * @throws CmbError `FILE_NOT_READABLE` when it is not there; `INVALID_CASE` for a folder without a NIfTI file
 */
export async function listNifti(path: string, kind: "masks" | "images"): Promise<ListedFiles> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new CmbError("FILE_NOT_READABLE", `${path} is not there or cannot be read`, { path }, { cause });
  });
  if (found.isFile()) return { folder: dirname(path), files: [basename(path)], isFile: true, passedOver: 0 };
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const all = entries
    .filter((entry) => !entry.isDirectory() && NIFTI.test(entry.name))
    .map((entry) => relative(path, join(entry.parentPath, entry.name)))
    .filter((file) => !/(^|[\\/])\./.test(file))
    .sort();
  const files = kind === "masks" ? masksOf(all) : all.filter((file) => !MASK.test(file));
  if (files.length > 0) return { folder: path, files, isFile: false, passedOver: all.length - files.length };
  const message = `${path} holds no NIfTI file (.nii, .nii.gz or .hdr)${kind === "images" && all.length > 0 ? " that is no mask" : ""}; give the folder of the ${kind}`;
  throw new CmbError("INVALID_CASE", message, { case: path, field: "file", value: all.length });
}

function masksOf(files: readonly string[]): readonly string[] {
  const detected = files.filter((file) => DETECTED.test(file));
  if (detected.length > 0) return detected;
  const masks = files.filter((file) => MASK.test(file));
  return masks.length > 0 ? masks : files;
}
