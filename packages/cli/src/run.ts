import { defaultModel } from "@cmb/infer";
import type { CommandContext } from "./command-context.js";
import { CONVERT_HELP, convertCommand } from "./convert-command.js";
import { errorLine, errorToJson } from "./describe-error.js";
import { DETECT_HELP, detectCommand } from "./detect-command.js";
import { EVALUATE_HELP, evaluateCommand } from "./evaluate-command.js";
import { type ExitCode, exitCodeOf } from "./exit-code.js";
import { INFO_HELP, infoCommand } from "./info-command.js";
import { METRICS_HELP, metricsCommand } from "./metrics-command.js";
import { usageError } from "./parse-command.js";
import { PREPROCESS_HELP, preprocessCommand } from "./preprocess-command.js";
import { STANDARDIZE_HELP, standardizeCommand } from "./standardize-command.js";
import { SYNTH_HELP, synthCommand } from "./synth-command.js";
import { VERSION } from "./version.js";

const HELP = `Examples
  cmb detect scan.nii.gz                     finds microbleeds, writes a report
  cmb detect scan.nii.gz --json              the report as JSON on stdout
  cmb evaluate --cases lesions.csv --protocol centroid-3mm
                                             scores detections against a reference
  cmb standardize --dataset dou IN OUT       a dataset as BIDS on one grid, with labels
  cmb preprocess scan.nii.gz --out prepared  what detection networks are shown
  cmb synth --count 20 --out made            simulated scans with microbleeds, and the truth
  cmb info scan.nii.gz                       header, geometry and input checks
  cmb convert scan.nii scan.nii.gz           from one NIfTI file to another

Usage: cmb COMMAND …
  detect     cerebral microbleeds in T2*-weighted GRE and SWI brain MRI
  evaluate   scores of detections under published protocols
  metrics    one pair of masks, or the counts of readers
  standardize
             a dataset of microbleeds in one form
  preprocess a scan by a recipe: grid, brain mask, intensities, labels
  synth      simulated scans with microbleeds and mimics, or your scans with some in them
  info       what a NIfTI file says about itself, and whether it can be used
  convert    NIfTI versions, compression, data types, axis orders
  --help     this; cmb COMMAND --help for a command
  --version  the versions of the program and of its model

stdout is data, stderr everything else. Research use only; not a medical device.
`;

interface Command {
  readonly help: string;
  readonly run: (argv: readonly string[], context: CommandContext) => Promise<ExitCode>;
}

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ["detect", { help: DETECT_HELP, run: detectCommand }],
  ["info", { help: INFO_HELP, run: infoCommand }],
  ["evaluate", { help: EVALUATE_HELP, run: evaluateCommand }],
  ["metrics", { help: METRICS_HELP, run: metricsCommand }],
  ["standardize", { help: STANDARDIZE_HELP, run: standardizeCommand }],
  ["preprocess", { help: PREPROCESS_HELP, run: preprocessCommand }],
  ["synth", { help: SYNTH_HELP, run: synthCommand }],
  ["convert", { help: CONVERT_HELP, run: convertCommand }],
]);

/**
 * The command `cmb`: does what its arguments say and tells how it ended. Nothing is thrown.
 *
 * @param argv - the arguments after the name of the program
 * @param context - where text goes, and what stops the work
 * @returns the exit code
 * @since 0.1.0
 */
export async function run(argv: readonly string[], context: CommandContext): Promise<ExitCode> {
  const { stdout, stderr, signal } = context;
  try {
    return await dispatch(argv, context);
  } catch (error) {
    if (signal.aborted) {
      stderr.write("cmb: interrupted; nothing half-written was left\n");
      return 130;
    }
    if (argv.includes("--json")) stdout.write(`${JSON.stringify(errorToJson(error), null, 2)}\n`);
    else stderr.write(errorLine(error));
    return exitCodeOf(error);
  }
}

async function dispatch(argv: readonly string[], context: CommandContext): Promise<ExitCode> {
  const [name = "", ...rest] = argv;
  const own = rest.includes("--") ? rest.slice(0, rest.indexOf("--")) : rest;
  const asked = (flag: string): boolean => name === flag || own.includes(flag);
  const command = COMMANDS.get(name);
  if (asked("--help") || asked("-h") || argv.length === 0) {
    context.stdout.write(command?.help ?? HELP);
    return argv.length === 0 ? 2 : 0;
  }
  if (name === "--version") {
    context.stdout.write(await versionLine());
    return 0;
  }
  if (command !== undefined) return command.run(rest, context);
  const known = [...COMMANDS.keys()].join(", ");
  throw usageError("", `there is no command "${name}"; there are ${known}`, { name: "command", value: name });
}

async function versionLine(): Promise<string> {
  const model = await defaultModel();
  return `cmb ${VERSION}, model ${model.id} ${model.version}\n`;
}
