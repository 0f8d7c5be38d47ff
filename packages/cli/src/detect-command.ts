import { basename } from "node:path";
import {
  createDetector,
  type DetectionResult,
  type DetectOptions,
  type Detector,
  type Device,
  type ModelChoice,
  type Preset,
} from "@cmb/infer";
import type { NiftiImage } from "@cmb/io";
import { assertWritableFolder } from "./assert-writable-folder.js";
import type { CommandContext } from "./command-context.js";
import { errorLine, errorToJson } from "./describe-error.js";
import { type ExitCode, exitCodeOf, worstExitCode } from "./exit-code.js";
import { loadScan, scanName } from "./load-scan.js";
import { choice, finiteNumber, parseCommand, usageError, wholeNumber } from "./parse-command.js";
import { createProgressBar, type ProgressBar } from "./progress-bar.js";
import { writeReport } from "./write-report.js";

/** The help of `cmb detect`. */
export const DETECT_HELP = `Examples
  cmb detect scan.nii.gz                     four files into the current folder
  cmb detect *.nii.gz --out results          four files for each scan into results/
  cmb detect scan.nii.gz --json              the report on stdout, no files
  cmb detect multi-echo.nii.gz --volume 6    one volume of a 4-D file, counted from 0
  cmb detect scan.nii.gz --model my/manifest.json --device cpu
                                             a network of your own

Usage: cmb detect SCAN… [options]
  Finds cerebral microbleeds in T2*-weighted GRE or SWI magnitude images.
  SCAN is a NIfTI file: .nii, .nii.gz, or either file of a .hdr/.img pair.

  --out DIR         where <name>_cmb.json, <name>_cmb.csv, <name>_cmb-mask.nii.gz and
                    <name>_cmb.html go; made if it is not there; the current folder
                    unless given. Files of these names are replaced.
  --json            the report on stdout; an array of reports for more than one SCAN.
                    No files unless --out is given.
  --preset PRESET   sensitive, balanced (unless given) or specific: thresholds on the score, set
                    for about 4, 1 and 0.25 false marks per simulated head by the default model
  --sequence SEQ    SWI or GRE, where you know it
  --volume N        which volume of a 4-D file, from 0
  --force           detects also where an input check says that the scan is unsuitable
  --model MODEL     default (unless given: the networks of @cmb/models), classical, or the
                    path or URL of a manifest.json with its weights beside it. Networks
                    need ONNX Runtime: npm install onnxruntime-node
  --device DEVICE   auto (unless given): the first that works of cuda, directml (Windows),
                    coreml (macOS) and cpu; or one of these, or webgpu, by name
  --threads N       of a network on the processor; one for each core, at most four, unless given
  --overlap SHARE   of a network's tile that the next one shares, 0 to 0.75; what the model
                    says unless given
  --mirror AXES     none (unless given), inPlane or all: also looks at mirror images, at 4 or 8
                    times the cost
  --quiet           no progress and no messages; errors only

A scan that fails stops none of the others. Exit codes: 0 done, whatever was found; 1 not
written, or unexpected; 2 usage; 65 bad or unsuitable scan; 66 scan not there; 69 model or
device unavailable; 130 interrupted. Of several, the first of 1, 69, 66, 65 that occurred.
`;

const OPTIONS = {
  out: { type: "string" },
  json: { type: "boolean" },
  preset: { type: "string" },
  sequence: { type: "string" },
  volume: { type: "string" },
  force: { type: "boolean" },
  model: { type: "string" },
  device: { type: "string" },
  threads: { type: "string" },
  overlap: { type: "string" },
  mirror: { type: "string" },
  quiet: { type: "boolean" },
} as const;

const DEVICES: readonly Device[] = ["auto", "cpu", "cuda", "directml", "coreml", "webgpu", "wasm"];
const PRESETS: readonly Preset[] = ["sensitive", "balanced", "specific"];

interface DetectCommand {
  readonly scans: readonly string[];
  /** Where files go; `undefined` for none. */
  readonly folder: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly model: string | undefined;
  readonly device: Device | undefined;
  readonly threads: number | undefined;
  readonly volumeIndex: number | undefined;
  readonly detection: Pick<DetectOptions, "preset" | "sequence" | "force" | "overlap" | "mirror">;
}

/**
 * `cmb detect`: reports and files for each scan.
 *
 * @throws CmbError for what concerns all scans: usage, the model, the folder; the signal's reason when aborted
 */
export async function detectCommand(argv: readonly string[], context: CommandContext): Promise<ExitCode> {
  const command = parseDetect(argv);
  if (command.folder !== undefined) await assertWritableFolder(command.folder);
  const detector = await createDetector({
    model: modelChoice(command.model),
    device: command.device,
    threads: command.threads,
  });
  const bar = createProgressBar(context, command.quiet);
  try {
    return await detectAll(command, { context, detector, bar });
  } finally {
    bar.clear();
    await detector.close();
  }
}

function parseDetect(argv: readonly string[]): DetectCommand {
  const { values, positionals } = parseCommand("detect", argv, OPTIONS);
  const { out, json = false, quiet = false, force } = values;
  const option = (name: string): { command: string; name: string } => ({ command: "detect", name });
  if (positionals.length === 0) throw usageError("detect", "no scan was given", { value: argv });
  const folder = out ?? (json ? undefined : ".");
  if (folder !== undefined) refuseEqualNames(positionals);
  return {
    scans: positionals,
    folder,
    json,
    quiet,
    model: values.model,
    device: choice(option("device"), values.device, DEVICES),
    threads: wholeNumber(option("threads"), values.threads),
    volumeIndex: wholeNumber(option("volume"), values.volume),
    detection: {
      preset: choice(option("preset"), values.preset, PRESETS),
      sequence: choice(option("sequence"), values.sequence, ["SWI", "GRE"]),
      force,
      overlap: finiteNumber(option("overlap"), values.overlap),
      mirror: choice(option("mirror"), values.mirror, ["none", "inPlane", "all"]),
    },
  };
}

/** A name goes to the detector as it is, which knows the names; a manifest is told by its ending. */
function modelChoice(model: string | undefined): ModelChoice | undefined {
  return model?.toLowerCase().endsWith(".json") ? { manifest: model } : (model as ModelChoice | undefined);
}

/** Two scans of one name would write the same files; some file systems do not tell capitals apart. */
function refuseEqualNames(scans: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const scan of scans) {
    const name = scanName(scan).toLowerCase();
    const other = seen.get(name);
    if (other !== undefined) {
      const why = `${other} and ${scan} would write the same files; detect them one at a time, each with its own --out`;
      throw usageError("detect", why, { name: "SCAN", value: scan });
    }
    seen.set(name, scan);
  }
}

interface DetectTools {
  readonly context: CommandContext;
  readonly detector: Detector;
  readonly bar: ProgressBar;
}

async function detectAll(command: DetectCommand, tools: DetectTools): Promise<ExitCode> {
  const { stdout, stderr, signal } = tools.context;
  const codes: ExitCode[] = [];
  const documents: unknown[] = [];
  for (const scan of command.scans) {
    try {
      documents.push(await detectOne(scan, command, tools));
    } catch (error) {
      signal.throwIfAborted();
      codes.push(exitCodeOf(error));
      documents.push(errorToJson(error));
      tools.bar.clear();
      if (!command.json) stderr.write(errorLine(error, scan));
    }
  }
  tools.bar.clear();
  if (command.json) {
    stdout.write(`${JSON.stringify(command.scans.length === 1 ? documents[0] : documents, null, 2)}\n`);
  }
  return worstExitCode(codes);
}

async function detectOne(scan: string, command: DetectCommand, tools: DetectTools): Promise<DetectionResult> {
  const { context, detector, bar } = tools;
  const { signal, stdout, stderr } = context;
  const options = { signal, onProgress: bar.show.bind(undefined, basename(scan)) };
  const image = await loadScan(scan, { ...options, volumeIndex: command.volumeIndex });
  const detected = await detector.detect(image.volume, { ...options, ...command.detection });
  const result = withFileWarnings(detected, image);
  const paths =
    command.folder === undefined ? [] : await writeReport({ path: scan, image, result }, command.folder, signal);
  bar.clear();
  if (!command.quiet) {
    for (const { severity, message } of result.input.checks) stderr.write(`cmb: ${severity}: ${scan}: ${message}\n`);
    for (const warning of result.warnings) stderr.write(`cmb: warning: ${scan}: ${warning}\n`);
    stderr.write(`${scan}: ${summaryLine(result)}\n`);
  }
  if (!command.json) stdout.write(paths.map((path) => `${path}\n`).join(""));
  return result;
}

/** What the file had wrong belongs into the report: it may be why a position is off. */
function withFileWarnings(result: DetectionResult, { warnings }: NiftiImage): DetectionResult {
  const report = { ...result, warnings: [...warnings.map(({ message }) => message), ...result.warnings] };
  return Object.defineProperties(report, {
    mask: { value: result.mask },
    regions: { value: result.regions },
  }) as DetectionResult;
}

function summaryLine({ summary, rejected }: DetectionResult): string {
  const noun = summary.count === 1 ? "microbleed" : "microbleeds";
  const kinds =
    summary.count === 0 ? "" : ` (${summary.count - summary.possible} definite, ${summary.possible} possible)`;
  return `${summary.count} ${noun}${kinds}, ${rejected.length} candidates dropped`;
}
