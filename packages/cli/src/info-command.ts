import { type CmbErrorCode, isCmbError, orientation, spacing } from "@cmb/core";
import { checkInput, type InputCheck } from "@cmb/infer";
import type { NiftiInfo } from "@cmb/io";
import { loadNiftiHeader } from "@cmb/io/node";
import type { CommandContext } from "./command-context.js";
import { type ErrorJson, errorToJson } from "./describe-error.js";
import type { ExitCode } from "./exit-code.js";
import { loadScan } from "./load-scan.js";
import { parseCommand, usageError, wholeNumber } from "./parse-command.js";

/** The help of `cmb info`. */
export const INFO_HELP = `Examples
  cmb info scan.nii.gz                       header, geometry, warnings and input checks
  cmb info scan.nii.gz --json                the same for a program
  cmb info multi-echo.nii.gz --volume 6      checks one volume of a 4-D file

Usage: cmb info FILE [options]
  FILE is a NIfTI file: .nii, .nii.gz, or either file of a .hdr/.img pair.

  --json            one JSON document on stdout
  --volume N        which volume of a 4-D file the checks look at, from 0

The checks are those of cmb detect. They are left out, with the reason, for a file whose voxels
cannot be read as one volume. Exit codes: 0 done, 2 usage, 65 bad data, 66 file not there.
`;

const OPTIONS = { json: { type: "boolean" }, volume: { type: "string" } } as const;

/** What `cmb info --json` prints. */
interface InfoDocument extends Omit<NiftiInfo, "extensions"> {
  readonly schemaVersion: 1;
  readonly file: string;
  readonly spacingMm: readonly [number, number, number];
  readonly orientation: string;
  readonly extensions: readonly { readonly code: number; readonly bytes: number }[];
  /** Which volume was checked; `null` where none could be. */
  readonly checkedVolume: number | null;
  readonly checks: readonly InputCheck[] | null;
  /** Why there are no checks; `null` where there are. */
  readonly notChecked: ErrorJson | null;
}

/**
 * `cmb info`: what a file says about itself and what the input checks say about it.
 *
 * @throws CmbError for usage and for a file that cannot be read; the signal's reason when aborted
 */
export async function infoCommand(argv: readonly string[], { stdout, signal }: CommandContext): Promise<ExitCode> {
  const { values, positionals } = parseCommand("info", argv, OPTIONS);
  const [file, second] = positionals;
  if (file === undefined) throw usageError("info", "no file was given", { value: argv });
  if (second !== undefined) throw usageError("info", `one file at a time, not also ${second}`, { value: argv });
  const document = await describe(file, {
    signal,
    volumeIndex: wholeNumber({ command: "info", name: "volume" }, values.volume),
  });
  stdout.write(values.json === true ? `${JSON.stringify(document, null, 2)}\n` : formatInfo(document));
  return 0;
}

interface InfoOptions {
  readonly signal: AbortSignal;
  readonly volumeIndex: number | undefined;
}

/** Files that are what they claim to be but hold no one volume of numbers. */
const NOT_CHECKED: readonly CmbErrorCode[] = ["VOLUME_INDEX_REQUIRED", "UNSUPPORTED_FORMAT"];

async function describe(file: string, { signal, volumeIndex }: InfoOptions): Promise<InfoDocument> {
  try {
    const image = await loadScan(file, { signal, volumeIndex });
    const checks = await checkInput(image.volume, { signal });
    return documentOf(file, image, { checkedVolume: image.volumeIndex, checks, notChecked: null });
  } catch (error) {
    if (!isCmbError(error) || !NOT_CHECKED.includes(error.code)) throw error;
    const info = await loadNiftiHeader(file, { signal }).catch(() => {
      throw error;
    });
    return documentOf(file, info, { checkedVolume: null, checks: null, notChecked: errorToJson(error) });
  }
}

function documentOf(
  file: string,
  { header, shape, volumes, affine, affineSource, extensions, warnings }: NiftiInfo,
  checks: Pick<InfoDocument, "checkedVolume" | "checks" | "notChecked">,
): InfoDocument {
  return {
    schemaVersion: 1,
    file,
    shape,
    volumes,
    spacingMm: spacing(affine),
    orientation: orientation(affine),
    affine,
    affineSource,
    header,
    extensions: extensions.map(({ code, data }) => ({ code, bytes: data.length })),
    warnings,
    ...checks,
  };
}

function formatInfo(info: InfoDocument): string {
  const { header, affine } = info;
  const row = (n: 0 | 1 | 2): string =>
    affine
      .slice(4 * n, 4 * n + 4)
      .map(short)
      .join("  ");
  const lines: readonly (readonly [string, string])[] = [
    ["file", info.file],
    [
      "format",
      `NIfTI-${header.version}, ${header.littleEndian ? "little" : "big"}-endian, ${header.singleFile ? "one file" : "pair"}`,
    ],
    ["shape", `${info.shape.join(" × ")} voxels${info.volumes > 1 ? `, ${info.volumes} volumes` : ""}`],
    ["spacing", `${info.spacingMm.map(short).join(" × ")} mm`],
    ["orientation", info.orientation],
    ["affine", `from ${info.affineSource}`],
    ["", row(0)],
    ["", row(1)],
    ["", row(2)],
    ["data type", header.dataType + scalingText(header.scaling)],
    ...info.extensions.map(({ code, bytes }) => ["extension", `code ${code}, ${bytes} bytes`] as const),
    ...info.warnings.map(({ code, message }) => ["warning", `${code}: ${message}`] as const),
    ...checkLines(info),
  ];
  return lines.map(([name, value]) => `${name.padEnd(12)} ${value}\n`).join("");
}

function scalingText(scaling: NiftiInfo["header"]["scaling"]): string {
  return scaling === null ? "" : `, value = ${scaling.slope} × stored + ${scaling.intercept}`;
}

function checkLines({ checks, notChecked }: InfoDocument): readonly (readonly [string, string])[] {
  if (checks === null) return [["not checked", notChecked?.message ?? ""]];
  if (checks.length === 0) return [["checks", "nothing to report"]];
  return checks.map(({ code, severity, message }) => [severity, `${code}: ${message}`]);
}

function short(value: number): string {
  return String(Number(value.toPrecision(7)));
}
