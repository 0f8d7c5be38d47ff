import { CmbError, isCmbError, type Volume, type VoxelArray } from "@cmb/core";
import type { EvaluationCase, ImageWarning, Protocol } from "@cmb/metrics";

/** One scan of an evaluation; its images are held while it is scored and not longer. */
export interface ScoredScan {
  readonly id: string;
  /** The scan as a protocol scores it: one case for each system, in the order of the systems. */
  readonly casesFor: (protocol: Protocol) => readonly EvaluationCase[];
  /** What is odd about its images under a protocol, for each system. */
  readonly warningsFor: (protocol: Protocol) => readonly ImageWarning[];
  /** What the pictures of the page are cut from. */
  readonly image: Volume<VoxelArray> | undefined;
}

/** What scans can be grouped by, known before the first of them is read. */
export interface Groupings {
  /** Each covariate with its values. */
  readonly covariates: ReadonlyMap<string, readonly (string | number)[]>;
  readonly hasLocations: boolean;
  /** Names of lesion features. */
  readonly features: ReadonlySet<string>;
  /** Whether images will bring more features and locations than are known before they are read. */
  readonly isMeasured: boolean;
}

/** Scans to score, read one at a time. */
export interface ScanSource {
  /** Whose predictions are scored: one name for each. */
  readonly systems: readonly string[];
  /** Whether predictions come with scores that a list gives and not an image: these a threshold has to cut. */
  readonly hasListedScores: boolean;
  readonly scanCount: number;
  readonly groupings: Groupings;
  /** What its reader should know: scans passed over, rows that name no scan. */
  readonly notes: readonly string[];
  readonly scans: () => AsyncIterable<ScoredScan>;
}

/**
 * What a scan could not be scored for, as an error that names it.
 *
 * A wrong argument of the library is here what a file holds: bad data, and not a wrong command line.
 */
export function caseError(id: string, error: unknown): unknown {
  if (!isCmbError(error, "INVALID_ARGUMENT") && !isCmbError(error, "OUT_OF_RANGE")) return error;
  const about = error.message.includes(id) ? "" : `case ${id}: `;
  const { name: field, value } = error.details;
  return new CmbError("INVALID_CASE", `${about}${error.message}`, { case: id, field, value }, { cause: error });
}
