import type { Recipe } from "./recipe.js";

/**
 * What detection networks of this project are shown: right-handed axes, half a millimetre within slices and one across,
 * tissue near 0.
 *
 * The grid is finer than any slice that it takes, from 0.8 to 7.5 mm, so that no slice is left out; coarser ones are
 * refused. Within slices cubic splines, because linear interpolation takes depth from lesions of two voxels; across
 * slices lines, because splines ring there. The image is divided by the median of the brain, cut to 0…2.5 and lowered
 * by 1: a z-score would move with the skull and with the lesions. NaN becomes background, as in masked scans. There is no skull stripping and no crop, so that a poor
 * brain mask costs no lesion.
 *
 * @since 0.1.0
 */
export const DEFAULT_RECIPE: Recipe = {
  schemaVersion: 1,
  id: "default",
  steps: [
    { step: "repairNan", rule: "corner-median" },
    { step: "reorient", orientation: "RAS" },
    { step: "brainMask", source: "modelOrClassical" },
    {
      step: "resample",
      grid: "slices",
      spacingMm: [0.5, 1],
      interpolation: "cubicInPlane",
      outside: "edge",
      antialias: "gaussian",
      labelInterpolation: "nearest",
      maximumSliceMm: 7.5,
    },
    { step: "scaleByBrainMedian" },
    { step: "clip", minimum: 0, maximum: 2.5 },
    { step: "add", value: -1 },
  ],
};
