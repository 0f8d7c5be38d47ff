import type { Progress } from "@cmb/core";

/** A part of a longer task. */
export interface ProgressPart {
  /** Where the part begins and ends, in the unit of `total`. */
  readonly from: number;
  readonly to: number;
  readonly total: number;
}

/** The `onProgress` for a function that does one part of a longer task; `undefined` where nobody listens. */
export function progressPart(
  onProgress: ((progress: Progress) => void) | undefined,
  { from, to, total }: ProgressPart,
): ((progress: Progress) => void) | undefined {
  if (onProgress === undefined) return undefined;
  return ({ stage, completed, total: whole }) =>
    onProgress({ stage, completed: from + ((to - from) * completed) / whole, total });
}
