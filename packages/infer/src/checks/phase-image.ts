import type { InputCheck } from "../report.js";
import { formatPercent } from "./format-percent.js";
import { type ImageSummary, shareBelow, valueAt } from "./image-summary.js";
import { negativeShare, SIGNED_SHARE } from "./not-magnitude.js";

/** Of the voxels at the top of the range 7 % and more have a neighbour at its bottom in phase, and none in magnitude. */
const LEAST_WRAP_FRACTION = 0.04;
/** Share of voxels within a tenth of the range of each end; only the dark end of a magnitude image holds that many. */
const LEAST_END_FRACTION = 0.002;
/** A magnitude image with background has more than this below a tenth of its range. */
const MOST_DARK_FRACTION = 0.35;

/** A phase image: values run from one end of the range to the other and jump back where the angle wraps. */
export function checkPhaseImage(summary: ImageSummary): InputCheck | undefined {
  const { sorted, neighbours, modeFraction } = summary;
  const [lowest, highest] = [valueAt(sorted, 0), valueAt(sorted, 1)];
  const range = highest - lowest;
  const fractions = neighbours.map(({ wrapFraction }) => wrapFraction).filter((fraction) => !Number.isNaN(fraction));
  const wraps = fractions.reduce((sum, fraction) => sum + fraction, 0) / fractions.length;
  const signed = negativeShare(sorted) >= SIGNED_SHARE;
  const wrapped =
    wraps >= LEAST_WRAP_FRACTION &&
    shareBelow(sorted, lowest + 0.1 * range) >= LEAST_END_FRACTION &&
    shareBelow(sorted, highest - 0.1 * range) <= 1 - LEAST_END_FRACTION &&
    (signed || shareBelow(sorted, lowest + 0.1 * range) < MOST_DARK_FRACTION);
  // Without a jump the two signs alone show it, unless the background is constant: then it is a processed map.
  if (!wrapped && !(signed && modeFraction < 0.1)) return undefined;
  const found = wrapped
    ? `the values fill ${format(lowest)} to ${format(highest)} and ${formatPercent(wraps)} of the voxels at the upper end have a neighbour at the lower one`
    : `the values run from ${format(lowest)} to ${format(highest)} and ${formatPercent(negativeShare(sorted))} of those that are not near 0 are negative`;
  const message = `This is a phase image (or a field map): ${found}. Give the magnitude image of the same series, or the SWI made from both.`;
  return { code: "PHASE_IMAGE", severity: "error", message };
}

function format(value: number): string {
  return String(Number(value.toPrecision(4)));
}
