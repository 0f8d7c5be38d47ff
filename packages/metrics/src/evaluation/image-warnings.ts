import type { Volume, VoxelArray } from "@cmb/core";
import type { Lesion } from "../evaluation-case.js";
import type { Foreground } from "../labelling/labelling-rule.js";

/** Why the lesions of an image may not be what it shows. @since 0.1.0 */
export interface ImageWarning {
  readonly code: "CUT_AT_ZERO" | "LARGE_LESION" | "OUTSIDE_UNIT" | "NOT_A_NUMBER";
  readonly message: string;
}

/** What became of an image. @since 0.1.0 */
export interface ImageWarningOptions {
  /** Opens the messages: `"prediction"` or `"reference"`. */
  readonly side: "prediction" | "reference";
  /** How the image was cut; null where each of its values is a lesion. */
  readonly foreground: Foreground | null;
  /** The lesions that were found in it. */
  readonly lesions: readonly Lesion[];
}

/** A microbleed of 10 mm is 0.03 % of a brain. */
const LARGEST_SHARE = 0.01;

/**
 * Warnings for an image that a protocol's cut may have taken for something else than it is: probabilities cut at 0, a
 * lesion over much of the grid, values below 0 or above 1 among probabilities, NaN.
 *
 * @param image - a mask, probabilities or instance labels
 * @param options - the side, the cut, the lesions
 * @returns empty where nothing is odd; each code at most once
 * @since 0.1.0
 */
export function imageWarnings(
  { data }: Volume<VoxelArray>,
  { side, foreground, lesions }: ImageWarningOptions,
): readonly ImageWarning[] {
  let [isSoft, notNumbers, least, most] = [false, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let v = 0; v < data.length; v++) {
    const value = data[v] as number;
    if (value < least) least = value;
    if (value > most) most = value;
    if (value !== Math.trunc(value)) {
      if (Number.isNaN(value)) notNumbers++;
      else isSoft = true;
    }
  }
  const warnings: ImageWarning[] = [];
  const warn = (code: ImageWarning["code"], what: string): void => {
    warnings.push({ code, message: `the ${side} ${what}` });
  };
  if (side === "prediction" && isSoft && foreground?.threshold === 0) {
    warn("CUT_AT_ZERO", "is not binary and everything above 0 is lesion; cut probabilities first, or set a threshold");
  }
  const largest = lesions.reduce((size, { sizeVoxels = 0 }) => Math.max(size, sizeVoxels), 0);
  if (largest > LARGEST_SHARE * data.length) {
    const share = Math.round((1000 * largest) / data.length) / 10;
    warn("LARGE_LESION", `has a lesion over ${share} % of the grid; see whether it is a mask of microbleeds`);
  }
  if (isSoft && (least < 0 || most > 1)) {
    warn("OUTSIDE_UNIT", `has values from ${least} to ${most}, and probabilities lie between 0 and 1`);
  }
  if (notNumbers > 0) warn("NOT_A_NUMBER", `has NaN in ${notNumbers} voxels, which count as background`);
  return warnings;
}
