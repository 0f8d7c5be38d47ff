import type { Shape } from "@cmb/core";
import { compose } from "../composition/compose.js";
import type { CompositionParameters } from "../composition/composition.js";
import { withProbability } from "../composition/with-probability.js";
import { cropOrPad } from "../crops/crop-or-pad.js";
import { shapeOption } from "../crops/crop-window.js";
import { checkOptions } from "../definition/check-options.js";
import { numberOption, type OptionTable, wordOption } from "../definition/option.js";
import { type RandomNumber, randomNumberOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import { gamma } from "../intensity/gamma.js";
import { gaussianBlur } from "../intensity/gaussian-blur.js";
import { gaussianNoise } from "../intensity/gaussian-noise.js";
import { invertContrast } from "../intensity/invert-contrast.js";
import { noiseForEmpty } from "../intensity/noise-for-empty.js";
import { saltAndPepper } from "../intensity/salt-and-pepper.js";
import { standardise } from "../intensity/standardise.js";
import { affine } from "../spatial/affine.js";
import { elastic } from "../spatial/elastic.js";
import { rotate90 } from "../spatial/rotate90.js";

/** What the publication leaves open about {@link upstream2024}. @since 0.1.0 */
export interface Upstream2024Options {
  /** Voxels that the image is padded and cropped to; `[400, 400, 400]`, as published, unless given. */
  readonly shape?: Shape;
  /** `"train"` draws; `"test"` only pads, crops and standardises. `"train"` unless given. */
  readonly use?: "train" | "test";
  /** Range of rotations to either side. The published 0.20 has no unit; 11.459°, 0.2 radians, unless given. */
  readonly degrees?: number;
  /** The largest displacement of a control point. Not published; 4 mm, after lab2im's 4 voxels, unless given. */
  readonly elasticMm?: RandomNumber;
  /** The exponent. Not published; e^−0.3 to e^0.3, TorchIO's, unless given. */
  readonly gamma?: RandomNumber;
}

const OPTIONS: OptionTable<Upstream2024Options> = {
  shape: { ...shapeOption(), default: [400, 400, 400] },
  use: wordOption<"train" | "test">("train", ["train", "test"]),
  degrees: numberOption(11.459, { minimum: 0 }),
  elasticMm: randomNumberOption(4, { minimum: 0 }),
  gamma: randomNumberOption(
    { distribution: "logUniform", minimum: Math.exp(-0.3), maximum: Math.exp(0.3) },
    { above: 0 },
  ),
};

/**
 * The augmentation that the published detector of 2024 was trained with, steps 2 to 9 of its configuration, with its probabilities.
 *
 * Pad and crop about the middle; noise for an image of zeros; standardise over the whole padded image. With 0.40: affine (0.60; scale 0.95 to 1.05, rotation, shear 0.01), elastic (0.30),
 * quarter turns. With 0.60: Gaussian noise of 0 to 0.5 (0.25), gamma (0.50), salt and pepper of 0 to 0.15 (0.25), contrast inversion (0.25). With 0.25: blur of 0.5 to 2.5 voxels. Standardise again.
 *
 * The code of its layers is closed. What is not published and chosen here: the unit of the rotation, the elastic field (7 control points along each axis), the range of gamma and that it is TorchIO's signed
 * power, noise in standard deviations of the standardised image, salt and pepper at its extremes, the order within the second group, quarter turns about any axis, one blur width for all axes. It flips nothing, and has
 * no bias, motion or thick slices. It inverts the contrast in 0.15 of all samples, and blurs by up to 2.5 voxels: see `cmbSafe` for what to use instead.
 *
 * @param options - see {@link Upstream2024Options}
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown or out of its range
 * @since 0.1.0
 */
export function upstream2024(options: Upstream2024Options = {}): Transform<CompositionParameters> {
  const filled = checkOptions<Upstream2024Options>("upstream2024", OPTIONS, options);
  const { shape, use, degrees, elasticMm, gamma: exponent } = filled;
  const prepared = [cropOrPad({ shape, outside: 0 }), noiseForEmpty(), standardise()];
  if (use === "test") return compose(prepared);
  const deformation = compose([
    withProbability(affine({ scales: [0.95, 1.05], degrees: [-degrees, degrees], shears: [-0.01, 0.01] }), 0.6),
    withProbability(elastic({ maximumMm: elasticMm }), 0.3),
    rotate90({ axes: [0, 1, 2] }),
  ]);
  const intensity = compose([
    withProbability(gaussianNoise({ standardDeviation: [0, 0.5], unit: "value" }), 0.25),
    withProbability(gamma({ gamma: exponent }), 0.5),
    withProbability(saltAndPepper({ share: [0, 0.15] }), 0.25),
    withProbability(invertContrast(), 0.25),
  ]);
  return compose([
    ...prepared,
    withProbability(deformation, 0.4),
    withProbability(intensity, 0.6),
    withProbability(gaussianBlur({ sigma: [0.5, 2.5], unit: "voxels", isotropic: true }), 0.25),
    standardise(),
  ]);
}
