import type { TransformDefinition } from "../definition/transform-definition.js";
import { biasFieldDefinition } from "./bias-field.js";
import { blankBoxesDefinition } from "./blank-boxes.js";
import { brightnessDefinition } from "./brightness.js";
import { brightnessGradientDefinition } from "./brightness-gradient.js";
import { clipOutliersDefinition } from "./clip-outliers.js";
import { contrastDefinition } from "./contrast.js";
import { gammaDefinition } from "./gamma.js";
import { gaussianBlurDefinition } from "./gaussian-blur.js";
import { gaussianNoiseDefinition } from "./gaussian-noise.js";
import { histogramShiftDefinition } from "./histogram-shift.js";
import { intensityRemapDefinition } from "./intensity-remap.js";
import { invertContrastDefinition } from "./invert-contrast.js";
import { invertedGammaDefinition } from "./inverted-gamma.js";
import { labelsToImageDefinition } from "./labels-to-image.js";
import { localContrastDefinition } from "./local-contrast.js";
import { localGammaDefinition } from "./local-gamma.js";
import { localSmoothingDefinition } from "./local-smoothing.js";
import { lowFrequencyBiasDefinition } from "./low-frequency-bias.js";
import { medianFilterDefinition } from "./median-filter.js";
import { noiseForEmptyDefinition } from "./noise-for-empty.js";
import { rescaleIntensityDefinition } from "./rescale-intensity.js";
import { ricianNoiseDefinition } from "./rician-noise.js";
import { saltAndPepperDefinition } from "./salt-and-pepper.js";
import { sharpenDefinition } from "./sharpen.js";
import { shiftIntensityDefinition } from "./shift-intensity.js";
import { standardiseDefinition } from "./standardise.js";
import { swapPatchesDefinition } from "./swap-patches.js";

/** Every transform of this folder. @internal */
export const INTENSITY_DEFINITIONS: readonly TransformDefinition[] = [
  biasFieldDefinition,
  blankBoxesDefinition,
  brightnessGradientDefinition,
  brightnessDefinition,
  clipOutliersDefinition,
  contrastDefinition,
  gammaDefinition,
  gaussianBlurDefinition,
  gaussianNoiseDefinition,
  histogramShiftDefinition,
  intensityRemapDefinition,
  invertContrastDefinition,
  invertedGammaDefinition,
  labelsToImageDefinition,
  localContrastDefinition,
  localGammaDefinition,
  localSmoothingDefinition,
  lowFrequencyBiasDefinition,
  medianFilterDefinition,
  noiseForEmptyDefinition,
  rescaleIntensityDefinition,
  ricianNoiseDefinition,
  saltAndPepperDefinition,
  sharpenDefinition,
  shiftIntensityDefinition,
  standardiseDefinition,
  swapPatchesDefinition,
];
