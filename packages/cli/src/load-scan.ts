import { open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { CmbError, isCmbError, type LongTaskOptions } from "@cmb/core";
import type { NiftiImage } from "@cmb/io";
import { loadNifti } from "@cmb/io/node";

const NIFTI_ENDING = /\.(nii|hdr|img)(\.gz)?$/i;
const SUPPORTED = ["NIfTI-1", "NIfTI-2"];

/** Options of {@link loadScan}. */
export interface LoadScanOptions extends LongTaskOptions {
  /** Which volume of a file that holds several, from 0. */
  readonly volumeIndex?: number | undefined;
}

/**
 * A scan from a path that a person gave.
 *
 * @throws CmbError `UNSUPPORTED_FORMAT` with what to do for a folder and for a DICOM file; all that `loadNifti` throws
 */
export async function loadScan(path: string, options: LoadScanOptions): Promise<NiftiImage> {
  await refuseFolder(path);
  try {
    return await loadNifti(path, options);
  } catch (error) {
    if (isCmbError(error, "INVALID_NIFTI") && (await isDicom(path))) throw dicomError(path, "a DICOM file");
    if (isCmbError(error, "VOLUME_INDEX_REQUIRED")) throw chooseVolume(error);
    if (isCmbError(error, "OUT_OF_RANGE") && error.details.name === "volumeIndex") throw noSuchVolume(error);
    throw error;
  }
}

/** The name of a scan: its file name without the NIfTI ending. */
export function scanName(path: string): string {
  return basename(path).replace(NIFTI_ENDING, "");
}

async function refuseFolder(path: string): Promise<void> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false, // reading it will say why
  );
  if (isFolder) throw dicomError(path, "a folder");
}

function dicomError(path: string, what: string): CmbError<"UNSUPPORTED_FORMAT"> {
  const message = `${path} is ${what}, and NIfTI files are what is read. Convert DICOM with dcm2niix (dcm2niix -z y FOLDER) and give the .nii.gz file of the magnitude image`;
  return new CmbError("UNSUPPORTED_FORMAT", message, { format: "DICOM", supported: SUPPORTED });
}

/** "DICM" after a preamble of 128 bytes. */
async function isDicom(path: string): Promise<boolean> {
  const handle = await open(path).catch(() => undefined);
  if (handle === undefined) return false;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 128);
    return bytesRead === 4 && buffer.toString("latin1") === "DICM";
  } finally {
    await handle.close();
  }
}

/** The same error in the words of the command line. */
function chooseVolume(error: CmbError<"VOLUME_INDEX_REQUIRED">): CmbError<"VOLUME_INDEX_REQUIRED"> {
  const { volumes } = error.details;
  const message = `The file holds ${volumes} volumes; say which one with --volume, from 0 to ${volumes - 1}`;
  return new CmbError("VOLUME_INDEX_REQUIRED", message, error.details, { cause: error });
}

/** Only `--volume` of a person gets here: the words of the reader with the name of the option. */
function noSuchVolume(error: CmbError<"OUT_OF_RANGE">): CmbError<"OUT_OF_RANGE"> {
  const message = error.message.replaceAll("volumeIndex", "--volume");
  return new CmbError("OUT_OF_RANGE", message, error.details, { cause: error });
}
