import type { CaseResult } from "../evaluation/case-result.js";
import { binLabel } from "./bin-label.js";

/**
 * The stratum of a scan by one covariate.
 *
 * @param scan - its result, which carries the covariates; `referenceCount` may be named too
 * @param name - of the covariate
 * @param edges - bin edges, or a stratum for each value
 * @returns undefined where the scan lacks the value, or the value is no number and there are edges
 * @internal
 */
export function covariateStratum(
  scan: Pick<CaseResult, "referenceCount" | "covariates">,
  name: string,
  edges: readonly number[] | "values",
): string | undefined {
  const value = name === "referenceCount" ? scan.referenceCount : scan.covariates?.[name];
  if (value === null || value === undefined) return undefined;
  if (edges === "values") return String(value);
  return typeof value === "number" ? binLabel(value, edges) : undefined;
}
