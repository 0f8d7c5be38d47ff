export { type BloomingOptions, type BloomingParameters, blooming } from "./acquisition/blooming.js";
export {
  type LowResolutionOptions,
  type LowResolutionParameters,
  lowResolution,
} from "./acquisition/low-resolution.js";
export { type MixAmplitudesOptions, mixAmplitudes } from "./acquisition/mix-amplitudes.js";
export {
  type PhaseMaskStrengthOptions,
  type PhaseMaskStrengthParameters,
  phaseMaskStrength,
} from "./acquisition/phase-mask-strength.js";
export {
  type BrainSource,
  type SkullStripOptions,
  type SkullStripParameters,
  skullStrip,
} from "./acquisition/skull-strip.js";
export { type SliceProfileOptions, type SliceProfileParameters, sliceProfile } from "./acquisition/slice-profile.js";
export { type ThickSlicesOptions, type ThickSlicesParameters, thickSlices } from "./acquisition/thick-slices.js";
export { type Augmented, type AugmentOptions, augment } from "./augment.js";
export { augmentationRng, type SampleId } from "./augmentation-rng.js";
export { compose } from "./composition/compose.js";
export type { CompositionParameters } from "./composition/composition.js";
export { oneOf } from "./composition/one-of.js";
export { randomOrder } from "./composition/random-order.js";
export { someOf } from "./composition/some-of.js";
export { withProbability } from "./composition/with-probability.js";
export { type CropOptions, crop, type Margins, type PadOptions, pad } from "./crops/crop.js";
export { type CropOrPadOptions, cropOrPad } from "./crops/crop-or-pad.js";
export type { WindowParameters } from "./crops/crop-window.js";
export { type LabelCropOptions, labelCrop } from "./crops/label-crop.js";
export { type RandomCropOptions, randomCrop } from "./crops/random-crop.js";
export { type WeightedCropOptions, weightedCrop } from "./crops/weighted-crop.js";
export { createTransform } from "./definition/create-own-transform.js";
export type { Option, OptionTable } from "./definition/option.js";
export type { Distribution, RandomNumber, RandomTriple } from "./definition/random-number.js";
export type { SceneCursor } from "./definition/scene-cursor.js";
export type { AppliedStep, Transform } from "./definition/transform.js";
export type {
  IntensityDefinition,
  PlacedDefinition,
  SceneDefinition,
  SpatialDefinition,
  TransformDefinition,
} from "./definition/transform-definition.js";
export type { TransformTools } from "./definition/transform-tools.js";
export { type History, parseHistory } from "./history/history.js";
export { type ReplayOptions, replay } from "./history/replay.js";
export { type BiasFieldOptions, type BiasFieldParameters, biasField } from "./intensity/bias-field.js";
export {
  type BlankBoxesOptions,
  type BlankBoxesParameters,
  type BoxFilling,
  blankBoxes,
} from "./intensity/blank-boxes.js";
export { type BrightnessOptions, type BrightnessParameters, brightness } from "./intensity/brightness.js";
export {
  type BrightnessGradientOptions,
  type BrightnessGradientParameters,
  brightnessGradient,
} from "./intensity/brightness-gradient.js";
export { type ClipOutliersOptions, type ClipOutliersParameters, clipOutliers } from "./intensity/clip-outliers.js";
export { type ContrastOptions, type ContrastParameters, contrast } from "./intensity/contrast.js";
export { type GammaOptions, type GammaParameters, gamma } from "./intensity/gamma.js";
export { type GaussianBlurOptions, type GaussianBlurParameters, gaussianBlur } from "./intensity/gaussian-blur.js";
export { gaussianNoise, type NoiseOptions, type NoiseParameters } from "./intensity/gaussian-noise.js";
export {
  type HistogramShiftOptions,
  type HistogramShiftParameters,
  histogramShift,
} from "./intensity/histogram-shift.js";
export {
  type IntensityRemapOptions,
  type IntensityRemapParameters,
  intensityRemap,
} from "./intensity/intensity-remap.js";
export {
  type InvertContrastOptions,
  type InvertContrastParameters,
  invertContrast,
} from "./intensity/invert-contrast.js";
export { type InvertedGammaOptions, type InvertedGammaParameters, invertedGamma } from "./intensity/inverted-gamma.js";
export { type LabelsToImageOptions, type LabelsToImageParameters, labelsToImage } from "./intensity/labels-to-image.js";
export { type LocalContrastOptions, type LocalContrastParameters, localContrast } from "./intensity/local-contrast.js";
export { type LocalGammaOptions, type LocalGammaParameters, localGamma } from "./intensity/local-gamma.js";
export {
  type LocalSmoothingOptions,
  type LocalSmoothingParameters,
  localSmoothing,
} from "./intensity/local-smoothing.js";
export {
  type LowFrequencyBiasOptions,
  type LowFrequencyBiasParameters,
  lowFrequencyBias,
} from "./intensity/low-frequency-bias.js";
export { type MedianFilterOptions, type MedianFilterParameters, medianFilter } from "./intensity/median-filter.js";
export { type NoiseForEmptyOptions, type NoiseForEmptyParameters, noiseForEmpty } from "./intensity/noise-for-empty.js";
export {
  type RescaleIntensityOptions,
  type RescaleIntensityParameters,
  rescaleIntensity,
} from "./intensity/rescale-intensity.js";
export { ricianNoise } from "./intensity/rician-noise.js";
export { type SaltAndPepperOptions, type SaltAndPepperParameters, saltAndPepper } from "./intensity/salt-and-pepper.js";
export { type SharpenOptions, type SharpenParameters, sharpen } from "./intensity/sharpen.js";
export {
  type ShiftIntensityOptions,
  type ShiftIntensityParameters,
  shiftIntensity,
} from "./intensity/shift-intensity.js";
export { type StandardiseOptions, type StandardiseParameters, standardise } from "./intensity/standardise.js";
export { type SwapPatchesOptions, type SwapPatchesParameters, swapPatches } from "./intensity/swap-patches.js";
export type { InvertOptions } from "./inverse/inverse-moves.js";
export { invertPoints } from "./inverse/invert-points.js";
export { type InvertVolumeOptions, invertLabels, invertVolume } from "./inverse/invert-volume.js";
export { type GhostingOptions, type GhostingParameters, ghosting } from "./kspace/ghosting.js";
export { type GibbsRingingOptions, type GibbsRingingParameters, gibbsRinging } from "./kspace/gibbs-ringing.js";
export { type KSpaceSpikesOptions, type KSpaceSpikesParameters, kSpaceSpikes } from "./kspace/k-space-spikes.js";
export { type MotionOptions, type MotionParameters, type Movement, motion } from "./kspace/motion.js";
export { type PhaseErrorsOptions, type PhaseErrorsParameters, phaseErrors } from "./kspace/phase-errors.js";
export { type PhaseGhostingOptions, type PhaseGhostingParameters, phaseGhosting } from "./kspace/phase-ghosting.js";
export { type UndersamplingOptions, type UndersamplingParameters, undersampling } from "./kspace/undersampling.js";
export { type ZeroFillingOptions, type ZeroFillingParameters, zeroFilling } from "./kspace/zero-filling.js";
export {
  type LesionSurvival,
  type LesionSurvivalOptions,
  type LesionVerdict,
  lesionSurvival,
} from "./lesions/lesion-survival.js";
export { type LesionMeasure, type MeasureLesionsOptions, measureLesions } from "./lesions/measure-lesions.js";
export { type TraceLesionsOptions, traceLesions } from "./lesions/trace-lesions.js";
export type { LesionTrace } from "./lesions/trace-steps.js";
export { type CutMixOptions, cutMix } from "./mixing/cut-mix.js";
export {
  type MisalignChannelsOptions,
  type MisalignChannelsParameters,
  misalignChannels,
} from "./mixing/misalign-channels.js";
export { type MixUpOptions, mixUp } from "./mixing/mix-up.js";
export { type AggregatePatchesOptions, aggregatePatches, type PlacedPatch } from "./patches/aggregate-patches.js";
export { type GridPatchesOptions, gridPatches } from "./patches/grid-patches.js";
export { type CmbPresetOptions, cmbSafe } from "./presets/cmb-safe.js";
export { type FlipSidesOptions, type FlipSidesParameters, flipSides, type SidePair } from "./presets/flip-sides.js";
export { keepLesions } from "./presets/keep-lesions.js";
export { type NnUnetOptions, nnUnet } from "./presets/nn-unet.js";
export { strong } from "./presets/strong.js";
export { type Upstream2024Options, upstream2024 } from "./presets/upstream-2024.js";
export type { Scene, WorldBox } from "./scene.js";
export { type AffineOptions, type AffineParameters, affine } from "./spatial/affine.js";
export type { DisplacementField } from "./spatial/displacement-field.js";
export { type ElasticOptions, type ElasticParameters, elastic } from "./spatial/elastic.js";
export { type FlipOptions, type FlipParameters, flip } from "./spatial/flip.js";
export {
  type GridDistortionOptions,
  type GridDistortionParameters,
  gridDistortion,
} from "./spatial/grid-distortion.js";
export { type ResampleToOptions, type ResampleToParameters, resampleTo } from "./spatial/resample-to.js";
export { type Rotate90Options, type Rotate90Parameters, rotate90 } from "./spatial/rotate90.js";
export type { SamplingOptions } from "./spatial/sampling-options.js";
export type { MoveSampling, SpatialMove, WorldMap } from "./spatial/spatial-move.js";
export { type TransposeAxesOptions, type TransposeAxesParameters, transposeAxes } from "./spatial/transpose-axes.js";
export { type ZoomOptions, type ZoomParameters, zoom } from "./spatial/zoom.js";
export type { IntensityUnit } from "./values/intensity-unit.js";
