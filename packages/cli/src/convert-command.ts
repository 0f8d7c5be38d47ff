import { orientation, reorient } from "@cmb/core";
import type { NiftiScalarType } from "@cmb/io";
import { saveNifti } from "@cmb/io/node";
import type { CommandContext } from "./command-context.js";
import type { ExitCode } from "./exit-code.js";
import { loadScan } from "./load-scan.js";
import { choice, parseCommand, usageError, wholeNumber } from "./parse-command.js";
import { createProgressBar } from "./progress-bar.js";
import { spaceCodeOf } from "./write-report.js";

/** The help of `cmb convert`. */
export const CONVERT_HELP = `Examples
  cmb convert scan.nii scan.nii.gz                      compresses
  cmb convert scan.img scan.nii.gz                      a .hdr/.img pair into one file
  cmb convert multi-echo.nii.gz echo6.nii.gz --volume 6     one volume of a 4-D file
  cmb convert scan.nii.gz ras.nii.gz --orient RAS       axes in another order; no voxel is changed
  cmb convert mask.nii small.nii.gz --data-type uint8   another data type

Usage: cmb convert IN OUT [options]
  The ending of OUT says what is written: .nii, .nii.gz, .hdr, .img, .hdr.gz or .img.gz;
  the last four write both files of a pair. Every value is kept, or the command fails.

  --volume N        which volume of a 4-D file, from 0
  --data-type TYPE  uint8, int8, uint16, int16, uint32, int32, uint64, int64, float32 or
                    float64; unless given, the type that the values of IN have when read
  --round           values that TYPE cannot hold become the nearest that it can
  --nifti VERSION   1 or 2; that of IN unless given
  --orient CODE     order and direction of the axes, such as RAS or LPS
  --quiet           no progress and no messages; errors only

Header extensions, description and intent are kept. Exit codes: 0 done, 1 not written, 2 usage,
65 bad data or values that TYPE cannot hold, 66 IN not there, 130 interrupted.
`;

const OPTIONS = {
  volume: { type: "string" },
  "data-type": { type: "string" },
  round: { type: "boolean" },
  nifti: { type: "string" },
  orient: { type: "string" },
  quiet: { type: "boolean" },
} as const;

const DATA_TYPES: readonly NiftiScalarType[] = [
  "uint8",
  "int8",
  "uint16",
  "int16",
  "uint32",
  "int32",
  "uint64",
  "int64",
  "float32",
  "float64",
];

/**
 * `cmb convert`: a NIfTI file into another one.
 *
 * @throws CmbError for usage, for what cannot be read and what cannot be written; the signal's reason when aborted
 */
export async function convertCommand(argv: readonly string[], context: CommandContext): Promise<ExitCode> {
  const { values, positionals } = parseCommand("convert", argv, OPTIONS);
  const [from, to, third] = positionals;
  if (from === undefined || to === undefined || third !== undefined) {
    const why = `two paths are needed, IN and OUT, and ${positionals.length} were given`;
    throw usageError("convert", why, { value: argv });
  }
  const option = (name: string): { command: string; name: string } => ({ command: "convert", name });
  const volumeIndex = wholeNumber(option("volume"), values.volume);
  const dataType = choice(option("data-type"), values["data-type"], DATA_TYPES);
  const version = choice(option("nifti"), values.nifti, ["1", "2"]);
  const bar = createProgressBar(context, values.quiet === true);
  const task = { signal: context.signal, onProgress: bar.show.bind(undefined, to) };
  try {
    const image = await loadScan(from, { ...task, volumeIndex });
    const { header, affineSource, extensions } = image;
    const code = affineSource === "sform" ? header.sformCode : header.qformCode;
    const volume = values.orient === undefined ? image.volume : reorient(image.volume, values.orient);
    await saveNifti(volume, to, {
      ...task,
      version: version === undefined ? header.version : (Number(version) as 1 | 2),
      dataType,
      rounding: values.round === true ? "nearest" : "exact",
      spaceCode: spaceCodeOf(code),
      metadata: header.metadata,
      extensions,
    });
    bar.clear();
    if (values.quiet !== true) {
      for (const { message } of image.warnings) context.stderr.write(`cmb: warning: ${from}: ${message}\n`);
      context.stderr.write(`${to}: ${volume.shape.join(" × ")} voxels, ${orientation(volume.affine)}\n`);
    }
    return 0;
  } finally {
    bar.clear();
  }
}
