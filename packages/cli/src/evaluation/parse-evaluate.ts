import { CmbError } from "@cmb/core";
import type { IntervalOptions, Protocol } from "@cmb/metrics";
import { choice, finiteNumber, type ParsedCommand, usageError, wholeNumber } from "../parse-command.js";
import type { FolderOptions } from "./open-folders.js";
import { chooseProtocols, PROTOCOL_OPTIONS } from "./protocol-options.js";

const OWN_OPTIONS = {
  reference: { type: "string" },
  prediction: { type: "string", multiple: true },
  cases: { type: "string", multiple: true },
  compare: { type: "string", multiple: true },
  images: { type: "string" },
  regions: { type: "string" },
  locations: { type: "string" },
  covariates: { type: "string" },
  missing: { type: "string" },
  space: { type: "string" },
  "surface-tolerance-mm": { type: "string" },
  instances: { type: "boolean" },
  strata: { type: "string", multiple: true },
  bootstrap: { type: "string" },
  seed: { type: "string" },
  level: { type: "string" },
  interval: { type: "string" },
  explain: { type: "boolean" },
  json: { type: "boolean" },
  html: { type: "string" },
  csv: { type: "string" },
  title: { type: "string" },
  quiet: { type: "boolean" },
} as const;

/** The options of `cmb evaluate`, for `parseArgs`. */
export const EVALUATE_OPTIONS: typeof PROTOCOL_OPTIONS & typeof OWN_OPTIONS = { ...PROTOCOL_OPTIONS, ...OWN_OPTIONS };

type Values = ParsedCommand<typeof EVALUATE_OPTIONS>["values"];

/** What `cmb evaluate` was asked for. */
export interface EvaluateCommand {
  readonly protocols: readonly Protocol[];
  /** Undefined where lists of lesions are scored. */
  readonly folders: Omit<FolderOptions, "signal" | "covariates"> | undefined;
  readonly cases: readonly string[];
  readonly covariates: string | undefined;
  /** Whether predictions are to be cut at another threshold than they were made at. */
  readonly byScore: boolean;
  readonly strata: readonly string[] | undefined;
  readonly intervals: IntervalOptions | "none";
  readonly explain: boolean;
  readonly json: boolean;
  readonly html: string | undefined;
  readonly csv: string | undefined;
  readonly title: string | undefined;
  readonly quiet: boolean;
}

const RESAMPLES = 2000;
const FEWEST_RESAMPLES = 100;
const MOST_RESAMPLES = 100_000;
const SEED = 1;
const CONFIDENCE = 0.95;
const option = (name: string): { command: string; name: string } => ({ command: "evaluate", name });

/**
 * The options of `cmb evaluate`, checked.
 *
 * @throws CmbError `INVALID_ARGUMENT` for options that make no sense, or none together; `OUT_OF_RANGE` for a
 * number of resamples
 */
export function parseEvaluate(values: Values, positionals: readonly string[]): EvaluateCommand {
  if (positionals.length > 0) {
    const why = `"${positionals[0]}" belongs to no option; files go behind --cases, folders behind --reference and --prediction`;
    throw usageError("evaluate", why, { value: positionals });
  }
  const protocols = chooseProtocols(values);
  const resamples = resamplesOf(values.bootstrap);
  const seed = wholeNumber(option("seed"), values.seed) ?? SEED;
  const confidence = levelOf(values.level);
  const method = choice(option("interval"), values.interval, ["percentile", "bca"]);
  return {
    protocols,
    ...inputsOf(values),
    covariates: values.covariates,
    byScore: values.threshold !== undefined,
    strata: values.strata,
    intervals: resamples === 0 ? "none" : { resamples, seed, confidence, method },
    explain: values.explain === true,
    json: values.json === true,
    html: values.html,
    csv: values.csv,
    title: values.title,
    quiet: values.quiet === true,
  };
}

function resamplesOf(text: string | undefined): number {
  const resamples = wholeNumber(option("bootstrap"), text) ?? RESAMPLES;
  if (resamples === 0 || (resamples >= FEWEST_RESAMPLES && resamples <= MOST_RESAMPLES)) return resamples;
  const message = `--bootstrap is ${text}; give ${FEWEST_RESAMPLES} to ${MOST_RESAMPLES} for an interval, or 0 for none`;
  throw new CmbError("OUT_OF_RANGE", message, {
    name: "bootstrap",
    value: resamples,
    minimum: FEWEST_RESAMPLES,
    maximum: MOST_RESAMPLES,
  });
}

function levelOf(text: string | undefined): number {
  const level = finiteNumber(option("level"), text) ?? CONFIDENCE;
  if (level > 0.5 && level < 1) return level;
  if (level >= 50 && level <= 99.9) return level / 100;
  const why = `--level is ${text}, and has to be a share above 0.5 such as 0.95, or a percentage from 50 to 99.9`;
  throw usageError("evaluate", why, {
    name: "level",
    value: text,
  });
}

function toleranceOf(text: string | undefined): number | undefined {
  const tolerance = finiteNumber(option("surface-tolerance-mm"), text);
  if (tolerance === undefined || tolerance >= 0) return tolerance;
  const why = `--surface-tolerance-mm is ${text}, and has to be a length from 0`;
  throw usageError("evaluate", why, { name: "surface-tolerance-mm", value: text });
}

function inputsOf(values: Values): Pick<EvaluateCommand, "folders" | "cases"> {
  const { reference, prediction = [], cases = [], compare = [] } = values;
  if (cases.length > 0) {
    const stray = Object.entries({ ...FOLDER_ONLY }).find(
      ([name]) => values[name as keyof typeof FOLDER_ONLY] !== undefined,
    );
    if (stray !== undefined) {
      throw usageError("evaluate", `--${stray[0]} goes with folders, and not with --cases`, {
        name: stray[0],
        value: cases,
      });
    }
    const paths = [...cases, ...compare];
    if (paths.filter((path) => path === "-").length > 1) {
      throw usageError("evaluate", "stdin can be read once; give the other cases as a file", { value: paths });
    }
    return { folders: undefined, cases: paths };
  }
  if (reference === undefined || prediction.length === 0) {
    const why = "give --cases FILE, or --reference DIR and --prediction DIR";
    throw usageError("evaluate", why, { name: reference === undefined ? "reference" : "prediction", value: undefined });
  }
  return {
    folders: {
      reference,
      predictions: [...prediction, ...compare],
      images: values.images,
      regions: values.regions,
      locationNames: choice(option("locations"), values.locations, ["bombs", "zone"]),
      surfaceToleranceMm: toleranceOf(values["surface-tolerance-mm"]),
      missing: choice(option("missing"), values.missing, ["error", "empty", "skip"]) ?? "error",
      space: choice(option("space"), values.space, ["native", "standard"]) ?? "native",
      instances: values.instances === true,
    },
    cases: [],
  };
}

const FOLDER_ONLY = {
  reference: true,
  prediction: true,
  images: true,
  regions: true,
  locations: true,
  missing: true,
  space: true,
  "surface-tolerance-mm": true,
  instances: true,
} as const satisfies Partial<Record<keyof Values, true>>;
