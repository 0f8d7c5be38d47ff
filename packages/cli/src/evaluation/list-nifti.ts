import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { CmbError } from "@cmb/core";
import type { FileIndex } from "./pair-files.js";

/** The grid of a standardised dataset: that of the scans, or the common one. */
export type GridSpace = "native" | "standard";

/** What is looked for in a folder. */
export type ImageKind = "masks" | "images" | "regions";

/** What a folder holds, and whether it was one. */
export interface ListedFiles extends FileIndex {
  readonly isFile: boolean;
}

/** One file for each image: a pair is named by its header. */
const NIFTI = /\.(nii|hdr)(\.gz)?$/i;
const HIDDEN = /(^|[\\/])\./;
const LABELS = /(mask|dseg)\.(nii|hdr)(\.gz)?$/i;
const LESION_NAME = /_desc-cmb/i;
const BRAIN = /_desc-brain_/i;
const REGIONS = /(dseg|synthseg|aseg|regions)\.(nii|hdr)(\.gz)?$/i;
const SPACE = /_space-/i;
/** What lesion masks are called, the surest name first: `cmb standardize`, `cmb detect`, any mask. */
const LESION_MASKS: Readonly<Record<GridSpace, readonly RegExp[]>> = {
  native: [/_desc-cmbreference_dseg\.nii\.gz$/i, /_cmb-mask\.nii\.gz$/i],
  standard: [/_space-standard_desc-cmb_dseg\.nii\.gz$/i, /_cmb-mask\.nii\.gz$/i],
};

/**
 * The NIfTI files of a folder and of those in it, or the one file that a path names.
 *
 * Of masks those of `cmb standardize` are taken where there are some, else those of `cmb detect`, else files whose names
 * end in `mask` or `dseg`, else all. Region maps are files whose names end in `dseg`, `synthseg`, `aseg` or `regions`, else
 * all. Images are those that are no masks, and of a standardised dataset those on the grid.
 *
 * @param path - of a folder or a NIfTI file
 * @param kind - what is looked for
 * @param space - which grid of a standardised dataset
 * @returns paths within the folder, in the order of their names
 * @throws CmbError `FILE_NOT_READABLE` when it is not there; `INVALID_CASE` for a folder without such a file
 */
export async function listNifti(path: string, kind: ImageKind, space: GridSpace): Promise<ListedFiles> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new CmbError("FILE_NOT_READABLE", `${path} is not there or cannot be read`, { path }, { cause });
  });
  if (found.isFile()) return { folder: dirname(path), files: [basename(path)], isFile: true };
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const all = entries
    .filter((entry) => !entry.isDirectory() && NIFTI.test(entry.name))
    .map((entry) => relative(path, join(entry.parentPath, entry.name)))
    .filter((file) => !HIDDEN.test(file))
    .sort();
  const files = { masks: masksOf, images: imagesOf, regions: regionsOf }[kind](all, space);
  if (files.length > 0) return { folder: path, files, isFile: false };
  const message = `${path} holds no NIfTI file of ${kind} (.nii, .nii.gz or .hdr); give the folder of the ${kind}`;
  throw new CmbError("INVALID_CASE", message, { case: path, field: "file", value: all.length });
}

function masksOf(files: readonly string[], space: GridSpace): readonly string[] {
  const masks = files.filter((file) => LABELS.test(file) && !BRAIN.test(file));
  const groups = [...LESION_MASKS[space], LABELS].map((pattern) => masks.filter((file) => pattern.test(file)));
  return groups.find((group) => group.length > 0) ?? files;
}

function imagesOf(files: readonly string[], space: GridSpace): readonly string[] {
  const images = files.filter((file) => !LABELS.test(file));
  const inSpace = images.filter((file) => SPACE.test(file) === (space === "standard"));
  return images.some((file) => SPACE.test(file)) && inSpace.length > 0 ? inSpace : images;
}

function regionsOf(files: readonly string[]): readonly string[] {
  const regions = files.filter((file) => REGIONS.test(file) && !LESION_NAME.test(file));
  return regions.length > 0 ? regions : files;
}
