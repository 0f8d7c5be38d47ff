import { CmbError } from "@cmb/core";

/** Radiographic severity of ARIA-H. @since 0.1.0 */
export type AriaHGrade = "none" | "mild" | "moderate" | "severe";

const GRADES = ["none", "mild", "moderate", "severe"] as const;

/** Treatment-emergent findings since baseline, summed over follow-up. @since 0.1.0 */
export interface AriaHFindings {
  /** New foci below 10 mm. */
  readonly newMicrohaemorrhages: number;
  /** Areas of superficial siderosis; 0 unless given. */
  readonly siderosisAreas?: number | undefined;
}

/**
 * The radiographic severity of ARIA-H: the worse of new microhaemorrhages (1–4 mild, 5–9 moderate, ≥ 10 severe) and
 * areas of superficial siderosis (1 mild, 2 moderate, more severe). Not for clinical decisions.
 *
 * @param findings - new since baseline; what was there before does not count
 * @returns the grade
 * @throws CmbError `OUT_OF_RANGE` when a count is negative or not whole
 * @example
 * ```ts
 * import { ariaHGrade } from "@cmb/metrics";
 * ariaHGrade({ newMicrohaemorrhages: 5 }); // => "moderate"
 * ```
 * @since 0.1.0
 */
export function ariaHGrade({ newMicrohaemorrhages, siderosisAreas = 0 }: AriaHFindings): AriaHGrade {
  assertCount("newMicrohaemorrhages", newMicrohaemorrhages);
  assertCount("siderosisAreas", siderosisAreas);
  const byFoci = [1, 5, 10].filter((least) => newMicrohaemorrhages >= least).length;
  return GRADES[Math.max(byFoci, Math.min(siderosisAreas, 3))] ?? "severe";
}

function assertCount(name: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 0) return;
  const message = `ariaHGrade: ${name} is ${value}; give a whole number from 0`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum: 0 });
}
