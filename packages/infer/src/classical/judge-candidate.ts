import type { Rejection } from "../lesion-model.js";
import { MAX_DIAMETER_MM, type MeasuredCandidate, MIN_DIAMETER_MM } from "./measure-candidate.js";

/** Longer than this, whatever its volume, is a vessel or a sulcus. */
const MAX_LENGTH_MM = 10;
/** Lesions of real masks are elongated; below this ratio of axes, and longer than 4 mm, they are vessels. */
const MIN_ELONGATION = 0.2;
const ELONGATION_FROM_MM = 4;
/** A candidate that goes on this much on two opposite sides is a vessel. */
const MAX_TUBULARITY = 0.7;
/** Bone, air and sinuses open to the outside; a cortical lesion has tissue on most sides. */
const MAX_OPEN_SHARE = 0.35;
/** Less contrast than this cannot be told from the structure of plain tissue. */
const MIN_CONTRAST = 0.08;
const MIN_CONTRAST_TO_NOISE = 2.5;

/**
 * Why a candidate cannot be a microbleed whatever its score.
 *
 * @returns `undefined` when nothing speaks against it
 */
export function judgeCandidate({ features, overflowed }: MeasuredCandidate): Rejection | undefined {
  const { diameterMm, lengthMm, elongation, contrast, contrastToNoise } = features;
  if (overflowed) return { stage: "size", reason: `larger than a ball of ${MAX_DIAMETER_MM} mm` };
  if (diameterMm < MIN_DIAMETER_MM) {
    return { stage: "size", reason: `diameter ${round(diameterMm)} mm, below ${MIN_DIAMETER_MM} mm` };
  }
  if (lengthMm > MAX_LENGTH_MM)
    return { stage: "shape", reason: `${round(lengthMm)} mm long, above ${MAX_LENGTH_MM} mm` };
  if (elongation < MIN_ELONGATION && lengthMm > ELONGATION_FROM_MM) {
    return { stage: "shape", reason: `axis ratio ${round(elongation)}, below ${MIN_ELONGATION}: a line` };
  }
  if (features.tubularity > MAX_TUBULARITY) {
    const percent = Math.round(100 * features.tubularity);
    return { stage: "shape", reason: `goes on at ${percent} % of its depth on two opposite sides, as a vessel does` };
  }
  if (features.openShare > MAX_OPEN_SHARE) {
    const percent = Math.round(100 * features.openShare);
    return { stage: "location", reason: `${percent} % of its surface looks out of the brain` };
  }
  if (contrast < MIN_CONTRAST) {
    return { stage: "contrast", reason: `${round(contrast)} darker than the tissue around it, below ${MIN_CONTRAST}` };
  }
  if (contrastToNoise < MIN_CONTRAST_TO_NOISE) {
    const reason = `${round(contrastToNoise)} times the spread of the tissue around it, below ${MIN_CONTRAST_TO_NOISE}`;
    return { stage: "contrast", reason };
  }
  return undefined;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
