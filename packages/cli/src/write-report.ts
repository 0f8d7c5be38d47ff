import { basename, join } from "node:path";
import { type DetectionResult, formatReportCsv, formatReportHtml } from "@cmb/infer";
import type { NiftiImage } from "@cmb/io";
import { saveFile, saveNifti } from "@cmb/io/node";
import { scanName } from "./load-scan.js";
import { writeTogether } from "./write-together.js";

/** What the NIfTI standard calls an image of labels. */
export const INTENT_LABEL = 1002;

/** A scan that was read, and what was found in it. */
export interface DetectedScan {
  readonly path: string;
  readonly image: NiftiImage;
  readonly result: DetectionResult;
}

/** The files that a scan gives, in the order in which they appear. */
export function outputPaths(
  folder: string,
  scanPath: string,
): readonly [csv: string, mask: string, html: string, json: string] {
  const stem = join(folder, `${scanName(scanPath)}_cmb`);
  return [`${stem}.csv`, `${stem}-mask.nii.gz`, `${stem}.html`, `${stem}.json`];
}

/**
 * Writes the four files of a scan, all or none.
 *
 * @returns the paths of the files
 * @throws CmbError `FILE_NOT_WRITABLE`; the signal's reason when aborted
 */
export async function writeReport(scan: DetectedScan, folder: string, signal: AbortSignal): Promise<readonly string[]> {
  const [csv, mask, html, json] = outputPaths(folder, scan.path);
  const { result, image } = scan;
  const page = await formatReportHtml(result, image.volume, { source: basename(scan.path) });
  const text =
    (content: string) =>
    (path: string): Promise<void> =>
      saveFile(content, path, { signal });
  const files = [
    { path: csv, write: text(formatReportCsv(result)) },
    { path: mask, write: (path: string) => saveMask(scan, path, signal) },
    { path: html, write: text(page) },
    { path: json, write: text(`${JSON.stringify(result, null, 2)}\n`) },
  ];
  return writeTogether(folder, files, signal);
}

async function saveMask({ image, result }: DetectedScan, path: string, signal: AbortSignal): Promise<void> {
  const { header, affineSource } = image;
  const code = affineSource === "sform" ? header.sformCode : header.qformCode;
  await saveNifti(result.mask, path, {
    version: header.version,
    dataType: labelType(result.microbleeds.length),
    spaceCode: spaceCodeOf(code),
    metadata: { intentCode: INTENT_LABEL },
    signal,
  });
}

/** The smallest type that every viewer opens, for labels up to a number. */
export function labelType(count: number): "uint8" | "int16" | "int32" {
  if (count <= 255) return "uint8";
  return count <= 32767 ? "int16" : "int32";
}

/** What the code of a form means for the writer; one that the standard does not know, or none, gives the default. */
export function spaceCodeOf(code: number): 1 | 2 | 3 | 4 | 5 | undefined {
  return code === 1 || code === 2 || code === 3 || code === 4 || code === 5 ? code : undefined;
}
