import { assertKnown, CmbError, type KnownKeys } from "@cmb/core";
import type { DetectOptions } from "./create-detector.js";
import type { Mirror } from "./lesion-model.js";
import type { Preset } from "./report.js";

const PRESETS: readonly Preset[] = ["sensitive", "balanced", "specific"];
const SEQUENCES = ["SWI", "GRE", "unknown"] as const;
const MIRRORS: readonly Mirror[] = ["none", "inPlane", "all"];
const MOST_OVERLAP = 0.75;

/** The options of one scan. */
export const DETECT_OPTIONS: KnownKeys<DetectOptions> = {
  ...{ preset: true, sequence: true, force: true, overlap: true, mirror: true },
  ...{ signal: true, onProgress: true },
};

/**
 * Throws for an option that there is not, or of a wrong kind, before any work.
 *
 * @throws CmbError `INVALID_ARGUMENT` or `OUT_OF_RANGE`, with the option's name
 */
export function assertDetectOptions(options: unknown): asserts options is DetectOptions {
  assertKnown<DetectOptions>("detect", options, DETECT_OPTIONS);
  assertOneOf("preset", options.preset, PRESETS);
  assertOneOf("sequence", options.sequence, SEQUENCES);
  assertOneOf("mirror", options.mirror, MIRRORS);
  const { force, overlap, signal, onProgress } = options;
  if (force !== undefined && typeof force !== "boolean") throw wrong("force", force, "true or false");
  if (overlap !== undefined && !(typeof overlap === "number" && overlap >= 0 && overlap <= MOST_OVERLAP)) {
    const message = `detect: overlap is ${String(overlap)}; give a share from 0 to ${MOST_OVERLAP}`;
    const value = Number(overlap);
    throw new CmbError("OUT_OF_RANGE", message, { name: "overlap", value, minimum: 0, maximum: MOST_OVERLAP });
  }
  if (signal !== undefined && !isSignal(signal)) throw wrong("signal", signal, "that of an AbortController");
  if (onProgress !== undefined && typeof onProgress !== "function") throw wrong("onProgress", onProgress, "a function");
}

function assertOneOf(name: string, value: unknown, known: readonly string[]): void {
  if (value === undefined || known.some((one) => one === value)) return;
  throw wrong(name, value, `one of ${known.join(", ")}`);
}

/** By what is used of it: signals of other realms are no instances of this one's class. */
function isSignal(value: unknown): boolean {
  return typeof (value as Partial<AbortSignal> | null)?.throwIfAborted === "function";
}

function wrong(name: string, value: unknown, wanted: string): CmbError<"INVALID_ARGUMENT"> {
  const shown = typeof value === "string" ? JSON.stringify(value) : String(value);
  return new CmbError("INVALID_ARGUMENT", `detect: ${name} is ${shown}; give ${wanted}`, { name, value });
}
