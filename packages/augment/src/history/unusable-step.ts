import { CmbError } from "@cmb/core";
import type { AppliedStep } from "../definition/transform.js";

interface PlacedStep extends AppliedStep {
  /** Its place in the history. */
  readonly n: number;
}

/** What to throw about a step whose parameters its transform cannot work with. @internal */
export function unusableStep({ n, name, parameters }: PlacedStep, cause?: unknown): CmbError<"INVALID_ARGUMENT"> {
  const place = `history.steps[${n}].parameters`;
  const message = `${place} are none that "${name}" can have drawn: ${shortened(parameters)}; give the history as it was written`;
  return new CmbError("INVALID_ARGUMENT", message, { name: place, value: parameters }, { cause });
}

/** Displacements of a control grid are hundreds of numbers. */
function shortened(parameters: unknown): string {
  const text = JSON.stringify(parameters) ?? "missing";
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
