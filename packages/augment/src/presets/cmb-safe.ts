import { sliceProfile } from "../acquisition/slice-profile.js";
import { thickSlices } from "../acquisition/thick-slices.js";
import { compose } from "../composition/compose.js";
import type { CompositionParameters } from "../composition/composition.js";
import { oneOf } from "../composition/one-of.js";
import { withProbability } from "../composition/with-probability.js";
import { checkOptions } from "../definition/check-options.js";
import type { OptionTable } from "../definition/option.js";
import type { Transform } from "../definition/transform.js";
import { brightness } from "../intensity/brightness.js";
import { gamma } from "../intensity/gamma.js";
import { gaussianBlur } from "../intensity/gaussian-blur.js";
import { lowFrequencyBias } from "../intensity/low-frequency-bias.js";
import { ricianNoise } from "../intensity/rician-noise.js";
import { zeroFilling } from "../kspace/zero-filling.js";
import { affine } from "../spatial/affine.js";
import { elastic } from "../spatial/elastic.js";
import { flipSides, flipSidesDefinition, type SidePair } from "./flip-sides.js";
import { forMagnitudes } from "./for-magnitudes.js";
import { keepLesions } from "./keep-lesions.js";

/** What {@link cmbSafe} and `strong` have to know. @since 0.1.0 */
export interface CmbPresetOptions {
  /** Labels of the left and the right side, which change places in a mirror image; none unless given. */
  readonly sides?: readonly SidePair[];
}

/** @internal */
export const PRESET_OPTIONS: OptionTable<CmbPresetOptions> = { sides: flipSidesDefinition.options.pairs };

/**
 * Augmentation of magnitude images, SWI or T2*, that never inverts contrast and erases no labelled lesion unnoticed.
 *
 * - Mirror images of left and right only, with the labels of `sides` exchanged: 0.5.
 * - Rotation up to 10°, scale 0.9 to 1.1: 0.3. Elastic up to 1.5 mm: 0.2.
 * - One of a blur up to 1 voxel, a smaller matrix (0.7 to 1), a wider slice profile, slices of 2 to 4 mm, which leave thicker ones as they are: 0.3.
 * - A bias field of 0.3: 0.4. Gamma 0.75 to 1.35 of the rescaled range, which keeps the order of intensities: 0.4. Brightness 0.75 to 1.25: 0.3.
 * - Rician noise up to 0.08 standard deviations of the image: 0.3.
 *
 * The whole is drawn again where a labelled lesion would be removed or inverted, and after four tries nothing is done: see `keepLesions`. Labels are taken for lesions; for labels of regions that is
 * no loss, as these are not removed. What is kept can be faint. The image holds magnitudes, 0 or more; standardise after the preset, not before it.
 *
 * @param options - see {@link CmbPresetOptions}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` when `sides` is no list of pairs, for an option that it does not have, and, when it is drawn, for an image that is no magnitude or has voxels that are not finite
 * @since 0.1.0
 */
export function cmbSafe(options: CmbPresetOptions = {}): Transform<CompositionParameters> {
  const { sides } = checkOptions<CmbPresetOptions>("cmbSafe", PRESET_OPTIONS, options);
  const softer = oneOf([
    gaussianBlur({ sigma: [0.3, 1], unit: "voxels" }),
    zeroFilling({ share: [0.7, 1] }),
    sliceProfile(),
    thickSlices({ thicknessMm: [2, 4], gap: 0 }),
  ]);
  const whole = keepLesions(
    compose([
      flipSides({ pairs: sides }),
      withProbability(affine({ degrees: [-10, 10], scales: [0.9, 1.1], isotropic: true }), 0.3),
      withProbability(elastic({ maximumMm: [0, 1.5] }), 0.2),
      withProbability(softer, 0.3),
      withProbability(lowFrequencyBias({ standardDeviation: [0, 0.3] }), 0.4),
      withProbability(
        gamma({ gamma: { distribution: "logUniform", minimum: 0.75, maximum: 1.35 }, range: "rescaled" }),
        0.4,
      ),
      withProbability(brightness(), 0.3),
      withProbability(ricianNoise({ standardDeviation: [0, 0.08] }), 0.3),
    ]),
  );
  return forMagnitudes("cmbSafe", whole);
}
