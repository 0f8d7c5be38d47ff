import { blooming } from "../acquisition/blooming.js";
import { lowResolution } from "../acquisition/low-resolution.js";
import { phaseMaskStrength } from "../acquisition/phase-mask-strength.js";
import { thickSlices } from "../acquisition/thick-slices.js";
import { compose } from "../composition/compose.js";
import type { CompositionParameters } from "../composition/composition.js";
import { oneOf } from "../composition/one-of.js";
import { withProbability } from "../composition/with-probability.js";
import { checkOptions } from "../definition/check-options.js";
import type { Transform } from "../definition/transform.js";
import { brightness } from "../intensity/brightness.js";
import { gamma } from "../intensity/gamma.js";
import { gaussianBlur } from "../intensity/gaussian-blur.js";
import { localGamma } from "../intensity/local-gamma.js";
import { lowFrequencyBias } from "../intensity/low-frequency-bias.js";
import { ricianNoise } from "../intensity/rician-noise.js";
import { sharpen } from "../intensity/sharpen.js";
import { ghosting } from "../kspace/ghosting.js";
import { motion } from "../kspace/motion.js";
import { phaseErrors } from "../kspace/phase-errors.js";
import { phaseGhosting } from "../kspace/phase-ghosting.js";
import { undersampling } from "../kspace/undersampling.js";
import { zeroFilling } from "../kspace/zero-filling.js";
import { affine } from "../spatial/affine.js";
import { elastic } from "../spatial/elastic.js";
import { type CmbPresetOptions, PRESET_OPTIONS } from "./cmb-safe.js";
import { flipSides } from "./flip-sides.js";
import { forMagnitudes } from "./for-magnitudes.js";

/**
 * Strong augmentation for training on many samples: all that scanners, sites and readers vary, with contrast never inverted.
 *
 * Places as in `cmbSafe`, with rotation up to 20°, scale 0.8 to 1.25 and elastic up to 3 mm; blooming and phase masks of other protocols; slices of 2 to 6.5 mm, as half of
 * clinical T2* scans have them; artefacts of motion, ghosts and sampling; wider bias, gamma 0.5 to 2 and noise up to 0.25. Lesions do get lost: train with `onLesionLost: "redraw"`
 * of `augment`, or take their labels away where `traceLesions` says that they are gone. The probabilities are choices, not results. The image holds magnitudes, 0 or more.
 *
 * @param options - see `CmbPresetOptions`
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` when `sides` is no list of pairs, for an option that it does not have, and, when it is drawn, for an image that is no magnitude or has voxels that are not finite
 * @since 0.1.0
 */
export function strong(options: CmbPresetOptions = {}): Transform<CompositionParameters> {
  const { sides } = checkOptions<CmbPresetOptions>("strong", PRESET_OPTIONS, options);
  const artefacts = oneOf([
    motion({ degrees: [-3, 3], translationMm: [-3, 3] }),
    phaseErrors(),
    phaseGhosting(),
    ghosting({ intensity: [0.1, 0.5], restore: 0.05 }),
    undersampling({ share: [0.7, 0.95] }),
  ]);
  const resolution = oneOf([
    thickSlices({ thicknessMm: [2, 6.5] }),
    gaussianBlur({ sigma: [0.3, 1.5], unit: "voxels" }),
    zeroFilling({ share: [0.5, 1] }),
    lowResolution({ down: "linear" }),
    sharpen(),
  ]);
  const whole = compose([
    flipSides({ pairs: sides }),
    withProbability(affine({ degrees: [-20, 20], scales: [0.8, 1.25] }), 0.5),
    withProbability(elastic({ maximumMm: [0, 3] }), 0.3),
    withProbability(oneOf([blooming(), phaseMaskStrength()]), 0.3),
    withProbability(resolution, 0.5),
    withProbability(artefacts, 0.2),
    withProbability(lowFrequencyBias({ standardDeviation: [0, 0.5] }), 0.5),
    withProbability(gamma({ gamma: { distribution: "logUniform", minimum: 0.5, maximum: 2 }, range: "rescaled" }), 0.4),
    withProbability(localGamma({ gamma: { distribution: "logUniform", minimum: 0.7, maximum: 1.4 } }), 0.15),
    withProbability(brightness({ factor: [0.7, 1.3] }), 0.3),
    withProbability(ricianNoise({ standardDeviation: [0, 0.25] }), 0.4),
  ]);
  return forMagnitudes("strong", whole);
}
