import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CmbError } from "@cmb/core";

/** The two files of a pair, or one file. */
export interface NiftiPaths {
  /** `.nii`, or the `.hdr` of a pair. */
  readonly header: string;
  /** The `.img` of a pair. */
  readonly image?: string;
}

/** The files that a path stands for when it is read: either file of a pair names both. */
export function pathsToRead(path: string): NiftiPaths {
  const [, stem, part, gz] = /^(.*)\.(hdr|img)(\.gz)?$/i.exec(path) ?? [];
  if (stem === undefined || part === undefined) return { header: path };
  const isHeader = part.toLowerCase() === "hdr";
  const partner = matchCase(part, isHeader ? "img" : "hdr");
  const [alike, other] = gz === undefined ? ["", ".gz"] : [gz, ""];
  // Where neither is there, the error names the one with the same ending.
  const found = existsSync(`${stem}.${partner}${other}`) && !existsSync(`${stem}.${partner}${alike}`) ? other : alike;
  return isHeader
    ? { header: path, image: `${stem}.${partner}${found}` }
    : { header: `${stem}.${partner}${found}`, image: path };
}

function matchCase(example: string, text: string): string {
  return example === example.toUpperCase() ? text.toUpperCase() : text;
}

/** What to write for a path, from its ending. */
export interface PathToWrite extends NiftiPaths {
  readonly gzip: boolean;
}

/**
 * The files to write for a path.
 *
 * @throws CmbError `INVALID_ARGUMENT` for an ending that is not of NIfTI
 */
export function pathsToWrite(path: string): PathToWrite {
  const [, stem = "", part = "", gz = ""] = /^(.*)\.(nii|hdr|img)(\.gz)?$/i.exec(path) ?? [];
  const gzip = gz !== "";
  if (part.toLowerCase() === "nii") return { header: path, gzip };
  if (part !== "")
    return { header: `${stem}.${matchCase(part, "hdr")}${gz}`, image: `${stem}.${matchCase(part, "img")}${gz}`, gzip };
  const message = `${path} does not end in .nii, .nii.gz, .hdr, .img, .hdr.gz or .img.gz; the ending says what to write`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "path", value: path });
}

/** The path of a `file:` URL; text as it is. */
export function toPath(path: string | URL): string {
  return typeof path === "string" ? path : fileURLToPath(path);
}
