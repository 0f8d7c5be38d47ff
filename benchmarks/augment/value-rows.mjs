// Transforms of values: each row does the work with our transform; `give` is what the Python side needs for the same one.
import {
  biasField,
  blooming,
  brightness,
  clipOutliers,
  gamma,
  gaussianBlur,
  gaussianNoise,
  ghosting,
  gibbsRinging,
  histogramShift,
  intensityRemap,
  kSpaceSpikes,
  localGamma,
  lowFrequencyBias,
  lowResolution,
  medianFilter,
  motion,
  phaseMaskStrength,
  ricianNoise,
  sharpen,
  shiftIntensity,
  standardise,
  swapPatches,
  thickSlices,
  zeroFilling,
} from "@cmb/augment";
import { createRng } from "@cmb/core";

/** The rows of transforms of values; parameters are drawn once and then fixed. */
export async function createValueRows(image) {
  const row = async (transform, note) => {
    const parameters = await transform.sample(createRng(1, transform.name), image);
    return { work: () => transform.apply(image, parameters), note };
  };
  return {
    gamma: await row(gamma()),
    "gamma, rescaled": await row(gamma({ range: "rescaled" })),
    "gamma, retained": await row(gamma({ range: "rescaled", retainStatistics: true })),
    brightness: await row(brightness()),
    shift: await row(shiftIntensity({ unit: "value" })),
    standardise: await row(standardise()),
    "clip outliers": await row(clipOutliers()),
    "histogram shift": await row(histogramShift()),
    "intensity remap": await row(intensityRemap(), "MONAI sorts all distinct values"),
    "Gaussian noise": await row(gaussianNoise({ unit: "value" })),
    "Rician noise": await row(ricianNoise({ unit: "value" })),
    blur: await row(gaussianBlur({ sigma: 1 })),
    sharpen: await row(sharpen({ smoothingMm: 1, maskMm: 0.5 })),
    "median 3 × 3 × 3": await row(medianFilter({ radiusVoxels: [1, 1, 1] })),
    "bias field": await row(biasField()),
    "low-frequency bias": await row(lowFrequencyBias(), "MONAI: RandSmoothFieldAdjustIntensity"),
    "local gamma": await row(localGamma(), "MONAI: RandSmoothFieldAdjustContrast"),
    "swap patches": await row(swapPatches()),
    motion: await row(motion(), "two movements"),
    ghosting: await row(ghosting()),
    spikes: await row(kSpaceSpikes()),
    "Gibbs ringing": await row(gibbsRinging({ alpha: 0.5 })),
    "zero filling": await row(zeroFilling({ share: 0.7 })),
    "low resolution": await row(lowResolution({ zoom: 0.5 })),
    "thick slices": await row(thickSlices({ thicknessMm: 4 }), "TorchIO: Anisotropy, without partial volume"),
    "phase mask": await row(phaseMaskStrength()),
    blooming: await row(blooming()),
  };
}
