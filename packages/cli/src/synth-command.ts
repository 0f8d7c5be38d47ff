import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { CmbError, isCmbError } from "@cmb/core";
import {
  type DatasetSettings,
  namedProtocol,
  PROTOCOL_NAMES,
  PROTOCOL_PRESETS,
  type ProtocolName,
  type ProtocolPreset,
  parseDatasetSettings,
} from "@cmb/synth";
import { type SampleOutcome, type WriteDatasetOptions, writeDataset } from "@cmb/synth/node";
import type { CommandContext } from "./command-context.js";
import type { ExitCode } from "./exit-code.js";
import { choice, parseCommand, usageError, wholeNumber } from "./parse-command.js";
import { createProgressBar } from "./progress-bar.js";

/** The help of `cmb synth`. */
export const SYNTH_HELP: string = `Examples
  cmb synth --count 20 --seed 7 --out made   20 heads of drawn protocols, with the truth
  cmb synth --count 500 --patch --preset swi-3d --workers 8 --out patches
                                             patches of 48 mm for training
  cmb synth --count 10 --background scan.nii.gz --out tests
                                             microbleeds in your own scan, ten times
  cmb synth --count 100 --labels aseg1.nii.gz --labels aseg2.nii.gz --out made
                                             heads from your label maps

Usage: cmb synth --count N --out DIR [options]
  Writes simulated scans with microbleeds and what looks like them as BIDS: images in
  sub-0001/anat, the truth in derivatives/cmb-synth (docs/how-to/make-training-data.md).
  What an earlier run into DIR has made with the same options is kept; a larger N adds
  samples. The bytes of a sample depend on the options, S and its number alone.

  --count N         samples 1 to N; N from 1
  --seed S          0 unless given
  --out DIR         made if it is not there; empty, or of the same options
  --index I         only sample I, from 1 to the N of --count
  --workers N       threads that share the samples, up to 64; 1 unless given

  --preset PRESET   how scans are acquired. Drawn for each sample:
                    ${PROTOCOL_PRESETS.join(", ")}
                    (mixed unless given); or the same for all:
                    ${PROTOCOL_NAMES.slice(0, 6).join(", ")},
                    ${PROTOCOL_NAMES.slice(6).join(", ")}
  --config FILE     JSON in place of --preset: preset or protocol, microbleeds, mimics,
                    sizeMm, patchesPerHead, headScale, insertion
  --patch           patches of 48 mm, not whole heads; 16 in a row are of one head, which
                    takes half a minute to make (patchesPerHead of --config)

  --labels FILE     a label map of a head (FreeSurfer's numbers) in place of a generated
                    one; again for more, which are taken in turn
  --background FILE a real scan into which objects are put; again for more, taken in turn.
                    With --labels the segmentation of each, from which places are drawn.
                    Echo time, field and encoding come from scan.json beside it where there
                    is one. 5 microbleeds and no mimics unless --config says otherwise
  --volume N        which volume of 4-D backgrounds, from 0
  --published       the published synthetic microbleeds of Momeni et al., ten to a scan,
                    into the backgrounds

  --phase           magnitude and phase too; not with --background
  --maps            tissues and the share of vein of each voxel too; not with --background
  --json            what was made, as one document, on stdout
  --quiet           no progress and no messages; errors only

Exit codes: 0 done; 1 not written, or unexpected; 2 usage, settings that cannot be, or a DIR
of something else; 65 bad data; 66 a file is not there; 130 interrupted. What a failed run
has made stays; with other options another DIR is needed once it holds a sample.
`;

const OPTIONS = {
  count: { type: "string" },
  seed: { type: "string" },
  out: { type: "string" },
  index: { type: "string" },
  workers: { type: "string" },
  preset: { type: "string" },
  config: { type: "string" },
  patch: { type: "boolean" },
  labels: { type: "string", multiple: true },
  background: { type: "string", multiple: true },
  volume: { type: "string" },
  published: { type: "boolean" },
  phase: { type: "boolean" },
  maps: { type: "boolean" },
  json: { type: "boolean" },
  quiet: { type: "boolean" },
} as const;

type Values = ReturnType<typeof parseCommand<typeof OPTIONS>>["values"];

/**
 * `cmb synth`: a dataset of simulated scans.
 *
 * @throws CmbError for usage, inputs that cannot be used and a folder that cannot; the signal's reason when aborted
 */
export async function synthCommand(argv: readonly string[], context: CommandContext): Promise<ExitCode> {
  const { values, positionals } = parseCommand("synth", argv, OPTIONS);
  if (positionals.length > 0) {
    const why = `"${positionals[0]}" belongs to no option; give --labels or --background again for each file`;
    throw usageError("synth", why, { value: positionals });
  }
  const options = await optionsOf(values);
  const bar = createProgressBar(context, values.quiet === true);
  const samples: SampleOutcome[] = [];
  try {
    const onProgress = bar.show.bind(undefined, options.output);
    for await (const outcome of writeDataset({ ...options, signal: context.signal, onProgress })) {
      samples.push(outcome);
      if (values.json === true) continue;
      bar.clear();
      context.stdout.write(`${join(options.output, outcome.subject)}\n`);
    }
  } finally {
    bar.clear();
  }
  samples.sort((a, b) => a.sample - b.sample);
  if (values.json === true) context.stdout.write(documentOf(options, samples));
  if (values.quiet !== true) context.stderr.write(`${options.output}: ${summaryOf(samples)}\n`);
  return 0;
}

async function optionsOf(values: Values): Promise<WriteDatasetOptions> {
  const count = numberOf(values, "count", [1, MOST_SAMPLES]);
  const missing = count === undefined ? "count" : values.out === undefined ? "out" : undefined;
  if (count === undefined || values.out === undefined) {
    throw usageError("synth", `--${missing} is missing`, { name: missing ?? "", value: undefined });
  }
  refuseForBackgrounds(values);
  return {
    ...(await settingsOf(values)),
    output: values.out,
    count,
    seed: wholeNumber({ command: "synth", name: "seed" }, values.seed),
    index: numberOf(values, "index", [1, count]),
    workers: numberOf(values, "workers", [1, MOST_WORKERS]),
    volumeIndex: wholeNumber({ command: "synth", name: "volume" }, values.volume),
    kind: values.patch === true ? "patch" : undefined,
    labels: values.labels,
    backgrounds: values.background,
    published: values.published,
    phase: values.phase,
    maps: values.maps,
  };
}

/** As `writeDataset` has them. */
const MOST_SAMPLES = 1_000_000;
const MOST_WORKERS = 64;

function numberOf(
  values: Values,
  name: "count" | "index" | "workers",
  [least, most]: readonly [number, number],
): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  const why = `--${name} is "${text}", and has to be a whole number from ${least} to ${most}`;
  throw usageError("synth", why, { name, value: text });
}

/** A background is one image: there is no phase of it, and its tissues are not known. */
function refuseForBackgrounds({ background, phase, maps, volume }: Values): void {
  if (background === undefined) {
    if (volume === undefined) return;
    throw usageError("synth", "--volume is of --background, which is missing", { name: "volume", value: volume });
  }
  const name = phase === true ? "phase" : maps === true ? "maps" : undefined;
  if (name === undefined) return;
  throw usageError("synth", `--${name} is of simulated scans and not of a --background`, { name, value: true });
}

async function settingsOf({ preset, config }: Values): Promise<DatasetSettings> {
  if (preset !== undefined && config !== undefined) {
    throw usageError("synth", "there are --preset and --config; give one of both", { name: "preset", value: preset });
  }
  if (config !== undefined) return settingsAt(config);
  const known: readonly (ProtocolPreset | ProtocolName)[] = [...PROTOCOL_PRESETS, ...PROTOCOL_NAMES];
  const chosen = choice({ command: "synth", name: "preset" }, preset, known);
  if (chosen === undefined) return {};
  return isNamed(chosen) ? { protocol: namedProtocol(chosen) } : { preset: chosen };
}

function isNamed(name: ProtocolPreset | ProtocolName): name is ProtocolName {
  return PROTOCOL_NAMES.some((known) => known === name);
}

/** Numbers out of range are wrong settings, not bad data. */
async function settingsAt(path: string): Promise<DatasetSettings> {
  const value = await jsonAt(path);
  try {
    return parseDatasetSettings(value);
  } catch (cause) {
    if (!isCmbError(cause)) throw cause;
    throw usageError("synth", `${path}: ${cause.message}`, { name: "config", value: path, cause });
  }
}

async function jsonAt(path: string): Promise<unknown> {
  const text = await readFile(path, "utf8").catch((cause: Error) => {
    const message = `${path} could not be read (${cause.message}); give the settings as a JSON file`;
    throw new CmbError("FILE_NOT_READABLE", message, { path }, { cause });
  });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw usageError("synth", `${path} is no JSON (${String(cause)})`, { name: "config", value: path, cause });
  }
}

function documentOf({ output, seed = 0 }: WriteDatasetOptions, samples: readonly SampleOutcome[]): string {
  return `${JSON.stringify({ schemaVersion: 1, folder: output, seed, samples }, null, 2)}\n`;
}

function summaryOf(samples: readonly SampleOutcome[]): string {
  const kept = samples.filter(({ status }) => status === "kept").length;
  const sum = (of: (sample: SampleOutcome) => number): number => samples.reduce((total, one) => total + of(one), 0);
  const bleeds = `${sum((one) => one.microbleeds)} microbleeds, ${sum((one) => one.visibleMicrobleeds)} of them visible`;
  return `${samples.length - kept} made, ${kept} kept; ${bleeds}, and ${sum((one) => one.otherObjects)} other objects`;
}
