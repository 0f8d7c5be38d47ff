import { lowResolution } from "../acquisition/low-resolution.js";
import { compose } from "../composition/compose.js";
import type { CompositionParameters } from "../composition/composition.js";
import { oneOf } from "../composition/one-of.js";
import { withProbability } from "../composition/with-probability.js";
import { assertOptions } from "../definition/check-options.js";
import type { Transform } from "../definition/transform.js";
import { brightness } from "../intensity/brightness.js";
import { contrast } from "../intensity/contrast.js";
import { gamma } from "../intensity/gamma.js";
import { gaussianBlur } from "../intensity/gaussian-blur.js";
import { gaussianNoise } from "../intensity/gaussian-noise.js";
import { invertedGamma } from "../intensity/inverted-gamma.js";
import { affine } from "../spatial/affine.js";
import { flip } from "../spatial/flip.js";

/** {@link nnUnet} has none. @since 0.1.0 */
export type NnUnetOptions = Readonly<Record<never, never>>;

/**
 * The augmentation of nnU-Net's default trainer for one 3-D channel, in its order.
 *
 * Rotation up to 30° about each axis (0.2), one scale of 0.7 to 1.4 (0.2), Gaussian noise up to 0.1 (0.1), blur of 0.5 to 1 voxels (0.1), brightness (0.15) and contrast (0.15) of 0.75 to 1.25, low
 * resolution of 0.5 to 1 (0.125), gamma of the negative (0.1) and of the image (0.3) of 0.7 to 1.5 with its statistics retained, mirror images along all axes. Blur and low resolution
 * are drawn for each channel with another 0.5, which is multiplied in here. The image is standardised before, as nnU-Net does. Rotation and scale are one interpolation.
 *
 * Written after nnU-Net 2.8 and batchgeneratorsv2; rotation ranges for flat patches, dummy 2-D and cascade steps are left out.
 *
 * @returns the transform
 * @throws CmbError `INVALID_ARGUMENT` for any option
 * @see Isensee et al. 2021, nnU-Net, doi:10.1038/s41592-020-01008-z
 * @since 0.1.0
 */
export function nnUnet(options: NnUnetOptions = {}): Transform<CompositionParameters> {
  assertOptions("nnUnet", {}, options);
  const [lower, upper] = [[0.7, 1] as const, [1, 1.5] as const];
  const retained = { range: "rescaled", retainStatistics: true } as const;
  return compose([
    withProbability(affine({ degrees: [-30, 30], scales: 1, outside: 0 }), 0.2),
    withProbability(affine({ degrees: 0, scales: [0.7, 1.4], isotropic: true, outside: 0 }), 0.2),
    withProbability(gaussianNoise({ standardDeviation: [0, 0.1], unit: "value" }), 0.1),
    withProbability(gaussianBlur({ sigma: [0.5, 1], unit: "voxels", isotropic: true }), 0.1),
    withProbability(brightness(), 0.15),
    withProbability(contrast(), 0.15),
    withProbability(lowResolution({ up: "cubic" }), 0.125),
    withProbability(
      oneOf([
        invertedGamma({ gamma: lower, retainStatistics: true }),
        invertedGamma({ gamma: upper, retainStatistics: true }),
      ]),
      0.1,
    ),
    withProbability(oneOf([gamma({ gamma: lower, ...retained }), gamma({ gamma: upper, ...retained })]), 0.3),
    flip({ axes: [0, 1, 2] }),
  ]);
}
