import { readFile } from "node:fs/promises";
import { CmbError, isCmbError, type Volume, type VoxelArray } from "@cmb/core";
import {
  caseForProtocol,
  evaluateCase,
  type Foreground,
  getProtocol,
  type JsonValue,
  overrideProtocol,
  segmentationScores,
  toJsonValue,
} from "@cmb/metrics";
import { countAgreement, formatCountAgreement, formatPairText, lesionOutcomes } from "@cmb/metrics/report";
import type { CommandContext } from "./command-context.js";
import { loadMask } from "./evaluation/load-mask.js";
import { parseCountTable } from "./evaluation/parse-count-table.js";
import { caseError } from "./evaluation/scored-scan.js";
import type { ExitCode } from "./exit-code.js";
import { scanName } from "./load-scan.js";
import { finiteNumber, parseCommand, usageError } from "./parse-command.js";

/** The help of `cmb metrics`. */
export const METRICS_HELP = `Examples
  cmb metrics reference.nii.gz prediction.nii.gz           overlap, surfaces, and each lesion
  cmb metrics reference.nii.gz prediction.nii.gz --json    the same for a program
  cmb metrics --counts counts.csv                          agreement of two or more readers

Usage: cmb metrics REFERENCE PREDICTION [options]
       cmb metrics --counts FILE [options]
  Measures one pair of masks (NIfTI): Dice, volumes, HD, HD95, ASSD, surface Dice; size and shape
  of each lesion, and what became of it under a protocol. For many scans: cmb evaluate.

  --protocol NAME    how lesions are matched: centroid-3mm unless given
  --tolerance-mm N   of surface Dice: 1 unless given
  --threshold N      foreground of both is above it; as the protocol has it unless given
  --counts FILE      a table with a header: one row a scan, the first column its name, and
                     one column for each reader. - is stdin
  --json             one JSON document on stdout; undefined is null

Exit codes: 0 done; 2 usage; 65 bad data; 66 a file is not there; 130 interrupted.
`;

const OPTIONS = {
  protocol: { type: "string" },
  "tolerance-mm": { type: "string" },
  threshold: { type: "string" },
  counts: { type: "string" },
  json: { type: "boolean" },
} as const;

const SURFACE_TOLERANCE_MM = 1;

type Values = ReturnType<typeof parseCommand<typeof OPTIONS>>["values"];

/**
 * `cmb metrics`: one pair of masks, or a table of counts.
 *
 * @throws CmbError for usage, and for files that cannot be read or do not fit together; the signal's reason when aborted
 */
export async function metricsCommand(argv: readonly string[], context: CommandContext): Promise<ExitCode> {
  const { values, positionals } = parseCommand("metrics", argv, OPTIONS);
  const { text, json } =
    values.counts === undefined
      ? await measurePair(values, positionals, context)
      : await measureCounts(values, positionals, context);
  context.stdout.write(values.json === true ? `${JSON.stringify(toJsonValue(json), null, 2)}\n` : text);
  return 0;
}

interface Measured {
  readonly text: string;
  readonly json: unknown;
}

async function measurePair(
  values: Values,
  positionals: readonly string[],
  { signal }: CommandContext,
): Promise<Measured> {
  const [referencePath, predictionPath, third] = positionals;
  if (referencePath === undefined || predictionPath === undefined || third !== undefined) {
    const why = `two files are needed, REFERENCE and PREDICTION, and ${positionals.length} were given`;
    throw usageError("metrics", why, { value: positionals });
  }
  const option = (name: string): { command: string; name: string } => ({ command: "metrics", name });
  const threshold = finiteNumber(option("threshold"), values.threshold);
  const surfaceToleranceMm = finiteNumber(option("tolerance-mm"), values["tolerance-mm"]) ?? SURFACE_TOLERANCE_MM;
  if (surfaceToleranceMm < 0) {
    throw usageError("metrics", "--tolerance-mm has to be a length from 0", {
      name: "tolerance-mm",
      value: surfaceToleranceMm,
    });
  }
  const foreground = threshold === undefined ? undefined : ({ threshold, includes: "above" } as const);
  const protocol = overrideProtocol(
    protocolOf(values.protocol),
    foreground ? { referenceForeground: foreground, predictionForeground: foreground } : {},
  );
  const reference = await loadMask(referencePath, { signal });
  const prediction = await loadMask(predictionPath, { signal });
  const id = scanName(referencePath);
  try {
    const made = caseForProtocol(id, { reference, prediction }, protocol, { measure: {} });
    const { referenceForeground, predictionForeground } = protocol.parameters;
    const masks = [binary(reference, referenceForeground), binary(prediction, predictionForeground)] as const;
    const segmentation = segmentationScores(...masks, { surfaceToleranceMm });
    const lesions = lesionOutcomes(made, protocol);
    const { id: _, ...detection } = evaluateCase(made, protocol).result;
    return {
      text: formatPairText({ protocol, segmentation, detection, lesions }),
      json: {
        schemaVersion: 1,
        reference: referencePath,
        prediction: predictionPath,
        segmentation,
        protocol: protocol.id,
        parameters: protocol.parameters,
        detection,
        lesions,
      },
    };
  } catch (error) {
    throw caseError(id, error);
  }
}

/** What the protocol takes for lesions. */
function binary(image: Volume<VoxelArray>, { threshold, includes }: Foreground): Volume<Uint8Array> {
  const isForeground = (value: number): boolean => (includes === "from" ? value >= threshold : value > threshold);
  return { ...image, data: Uint8Array.from(image.data as ArrayLike<number>, (value) => Number(isForeground(value))) };
}

function protocolOf(name: string = "centroid-3mm"): ReturnType<typeof getProtocol> {
  try {
    return getProtocol(name);
  } catch (error) {
    if (!isCmbError(error)) throw error;
    throw usageError("metrics", error.message, { name: "protocol", value: name, cause: error });
  }
}

async function measureCounts(
  values: Values,
  positionals: readonly string[],
  { stdin }: CommandContext,
): Promise<Measured> {
  const path = values.counts ?? "";
  const stray = Object.keys(values).find((name) => name !== "counts" && name !== "json");
  if (positionals.length > 0 || stray !== undefined) {
    const what = stray === undefined ? `"${positionals[0]}"` : `--${stray}`;
    throw usageError("metrics", `--counts FILE goes alone, and not with ${what}`, {
      name: "counts",
      value: positionals,
    });
  }
  const table = parseCountTable(path === "-" ? "stdin" : path, await readCounts(path, stdin));
  const agreement = countAgreement(table.readers, table.counts);
  const json: JsonValue = toJsonValue({ schemaVersion: 1, ...agreement });
  return { text: formatCountAgreement(agreement), json };
}

async function readCounts(path: string, stdin: CommandContext["stdin"]): Promise<string> {
  if (path !== "-") {
    return readFile(path, "utf8").catch((cause: unknown) => {
      throw new CmbError("FILE_NOT_READABLE", `${path} is not there or cannot be read`, { path }, { cause });
    });
  }
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of stdin ?? [])
    text += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
  return text;
}
