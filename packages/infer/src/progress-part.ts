import type { Progress } from "@cmb/core";

/** A part of a longer task. */
export interface ProgressPart {
  /** What the part is called, in place of the names of its own parts. */
  readonly stage?: string;
  /** Where the part begins and ends, in the unit of `total`. */
  readonly from: number;
  readonly to: number;
  readonly total: number;
}

/** The `onProgress` for a function that does one part of a longer task; `undefined` where nobody listens. */
export function progressPart(
  onProgress: ((progress: Progress) => void) | undefined,
  { stage: name, from, to, total }: ProgressPart,
): ((progress: Progress) => void) | undefined {
  if (onProgress === undefined) return undefined;
  return ({ stage, completed, total: whole }) =>
    onProgress({ stage: name ?? stage, completed: from + ((to - from) * completed) / whole, total });
}
