import { CmbError } from "@cmb/core";
import { assertOptions, type OptionChecks } from "../definition/check-options.js";
import { numberCheck } from "../definition/option.js";
import type { Scene } from "../scene.js";
import { type LesionMeasure, MEASURE_CHECKS, type MeasureLesionsOptions, measureLabels } from "./measure-lesions.js";
import { numberedLesions } from "./numbered-lesions.js";

/** What became of a lesion. `"inverted"`: bright where it was dark, or the other way round. @since 0.1.0 */
export type LesionVerdict = "kept" | "weakened" | "removed" | "inverted";

/** From when on a lesion counts as weakened or removed. @since 0.1.0 */
export interface LesionSurvivalOptions extends MeasureLesionsOptions {
  /** Share of its volume or of its contrast below which a lesion is weakened; 0.6 unless given. */
  readonly weakenedBelow?: number | undefined;
  /** Share of its volume or of its contrast below which it is removed; 0.25 unless given. */
  readonly removedBelow?: number | undefined;
  /**
   * Contrast from which on a lesion is clear whatever it was before, in spreads of its surroundings: it is not weakened, and
   * one that was never clear is not removed for lack of contrast; 2 unless given.
   */
  readonly clearContrast?: number | undefined;
}

const SHARE = numberCheck({ minimum: 0, maximum: 1 });

/** @internal */
export const SURVIVAL_CHECKS: OptionChecks<LesionSurvivalOptions> = {
  ...MEASURE_CHECKS,
  weakenedBelow: SHARE,
  removedBelow: SHARE,
  clearContrast: numberCheck({ minimum: 0 }),
};

/** One lesion before and after. @since 0.1.0 */
export interface LesionSurvival {
  readonly label: number;
  readonly before: LesionMeasure;
  /** `undefined` where no voxel with the label is left. */
  readonly after: LesionMeasure | undefined;
  readonly verdict: LesionVerdict;
}

/**
 * Which lesions of a scene are still there after a transform, by their voxels and by their contrast with what surrounds
 * them.
 *
 * A transform of values leaves labels where they are and can make what they mark invisible; a transform of places can leave
 * the picture clear and lose the label between voxels. Both count. Nobody knows here what was done: in a mask of several
 * lesions none can be told from another after a move, and labels that a transform exchanges, as `flipSides` does, read as lost.
 * `traceLesions` knows the history and takes both. `"kept"` means that the thresholds are met, and a kept lesion can be faint:
 * one that was deep may have lost most of its contrast and still stand out by `clearContrast` spreads.
 *
 * @param before - with labels, one for each lesion
 * @param after - with the same labels, moved
 * @param options - see {@link LesionSurvivalOptions}
 * @returns one entry for each lesion before, by label
 * @throws CmbError `INVALID_ARGUMENT` for a scene without labels, a mask of several lesions, or an option that is unknown or
 * out of its range, `OUT_OF_RANGE` for a ring that is not positive
 * @since 0.1.0
 */
export function lesionSurvival(
  before: Scene,
  after: Scene,
  options: LesionSurvivalOptions = {},
): readonly LesionSurvival[] {
  assertOptions("lesionSurvival", SURVIVAL_CHECKS, options);
  if (numberedLesions(before.labels, options.instances) !== undefined) {
    const message =
      'lesionSurvival: the labels are a mask of several lesions, which a move mixes up; label them with connectedComponents before the transform, use traceLesions, or take all for one with instances: "labels"';
    throw new CmbError("INVALID_ARGUMENT", message, { name: "labels", value: options.instances });
  }
  return compareLesions(before, after, options);
}

/** The same for labels that are one for each lesion in both scenes. @internal */
export function compareLesions(before: Scene, after: Scene, options: LesionSurvivalOptions): readonly LesionSurvival[] {
  const measured = new Map(measureLabels(after, options).map((one) => [one.label, one]));
  return measureLabels(before, options).map((old) => {
    const now = measured.get(old.label);
    return { label: old.label, before: old, after: now, verdict: verdictOf(old, now, options) };
  });
}

function verdictOf(
  before: LesionMeasure,
  after: LesionMeasure | undefined,
  { weakenedBelow = 0.6, removedBelow = 0.25, clearContrast = 2 }: LesionSurvivalOptions,
): LesionVerdict {
  if (after === undefined) return "removed";
  const size = after.volumeMm3 / before.volumeMm3;
  if (size < removedBelow) return "removed";
  const wasClear = Math.abs(before.contrast) >= clearContrast;
  const isClear = Math.abs(after.contrast) >= clearContrast;
  // NaN, where there is no ring, tells nothing about contrast.
  const strength = wasClear && Number.isFinite(after.contrast) ? after.contrast / before.contrast : 1;
  if (strength < 0 && isClear) return "inverted";
  if (!isClear && strength < removedBelow) return "removed";
  return size < weakenedBelow || (!isClear && strength < weakenedBelow) ? "weakened" : "kept";
}
