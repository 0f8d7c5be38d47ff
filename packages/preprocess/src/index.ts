export type { BallOptions } from "./ball.js";
export { type BrainMask, type BrainMaskOptions, brainMask } from "./brain-mask/brain-mask.js";
export { close } from "./close.js";
export { dilate } from "./dilate.js";
export { distanceTransform } from "./distance-transform.js";
export { type DownsampleOptions, downsample } from "./downsample.js";
export { erode } from "./erode.js";
export { type FillHolesOptions, fillHoles } from "./fill-holes.js";
export type { ComplexArray, ComplexImage, FloatArray } from "./fourier/complex-image.js";
export { type FftOptions, fft } from "./fourier/fft.js";
export { fft3 } from "./fourier/fft3.js";
export { type Fft3Options, fft3Into } from "./fourier/fft3-into.js";
export { inverseRealFft3 } from "./fourier/inverse-real-fft3.js";
export { type HalfSpectrum, type RealImage, realFft3 } from "./fourier/real-fft3.js";
export { smoothLength } from "./fourier/smooth-length.js";
export type { FourierDirection } from "./fourier/transform-axis.js";
export { type GaussianSmoothOptions, gaussianSmooth } from "./gaussian-smooth.js";
export { type BoundingBoxOptions, boundingBox } from "./geometry/bounding-box.js";
export type { Box } from "./geometry/box.js";
export { crop } from "./geometry/crop.js";
export { type CropOrPadOptions, cropOrPad } from "./geometry/crop-or-pad.js";
export { type CroppedVolume, cropToMask } from "./geometry/crop-to-mask.js";
export { newVoxels } from "./geometry/new-voxels.js";
export { type PadOptions, pad } from "./geometry/pad.js";
export { type ApplyLandmarksOptions, applyLandmarks } from "./intensity/apply-landmarks.js";
export { type ClipOptions, clip } from "./intensity/clip.js";
export { type ClipPercentilesOptions, clipPercentiles } from "./intensity/clip-percentiles.js";
export { correctHomogeneity } from "./intensity/correct-homogeneity.js";
export { correctHomogeneityInto } from "./intensity/correct-homogeneity-into.js";
export { type PercentilesOptions, percentiles } from "./intensity/percentiles.js";
export { type RepairedVolume, type RepairNanOptions, repairNan } from "./intensity/repair-nan.js";
export { type RescalePercentilesOptions, rescalePercentiles } from "./intensity/rescale-percentiles.js";
export { type ScaleByBrainMedianOptions, scaleByBrainMedian } from "./intensity/scale-by-brain-median.js";
export { type HomogeneityOptions, sensitivityField } from "./intensity/sensitivity-field.js";
export {
  type IntensityLandmarks,
  type LandmarkImage,
  type TrainLandmarksOptions,
  trainLandmarks,
} from "./intensity/train-landmarks.js";
export { type ZScoreOptions, zScore } from "./intensity/z-score.js";
export { largestComponent } from "./largest-component.js";
export { type LocalBackground, type LocalBackgroundOptions, localBackground } from "./local-background.js";
export {
  type CleanedLesions,
  type CleanLesionsOptions,
  cleanLesions,
  PUBLISHED_CLEANING,
} from "./masks/clean-lesions.js";
export { type CloseLesionsOptions, closeLesions } from "./masks/close-lesions.js";
export { type GrowLesionOptions, growLesion, type LesionRegion } from "./masks/grow-lesion.js";
export { type GrownRegion, growRegion } from "./masks/grow-region.js";
export {
  type AutomaticRegion,
  type AutomaticToleranceOptions,
  growWithAutomaticTolerance,
} from "./masks/grow-with-automatic-tolerance.js";
export { type GrowthLimits, growthLimits } from "./masks/growth-limits.js";
export { type GrowthScheduleName, growthSchedule } from "./masks/growth-schedule.js";
export { kneedle } from "./masks/kneedle.js";
export { type LesionRow, type LesionTableOptions, lesionTable } from "./masks/lesion-table.js";
export { maskFromVoxels } from "./masks/mask-from-voxels.js";
export { type PrunedLesions, type PruneOptions, pruneLesions } from "./masks/prune-lesions.js";
export type { GrowthRule } from "./masks/region-grower.js";
export { type SphereOptions, type SphereVoxels, sphereVoxels } from "./masks/sphere-voxels.js";
export { sphericity } from "./masks/sphericity.js";
export { type SplitOptions, splitByDistance } from "./masks/split-by-distance.js";
export { type OtsuOptions, otsuThreshold } from "./otsu-threshold.js";
export { BUILT_IN_RECIPES, builtInRecipe } from "./recipes/built-in-recipe.js";
export { DEFAULT_RECIPE } from "./recipes/default-recipe.js";
export { hashRecipe } from "./recipes/hash-recipe.js";
export type { NativeMapping } from "./recipes/native-mapping.js";
export { parseRecipe } from "./recipes/parse-recipe.js";
export type { Recipe, RecipeStep } from "./recipes/recipe.js";
export type { BiasCorrection, StepFacts } from "./recipes/recipe-state.js";
export type { RegionModel, Regions } from "./recipes/region-model.js";
export { regionModelFromMask } from "./recipes/region-model-from-mask.js";
export {
  type GridFacts,
  type RecipeInput,
  type RecipeProvenance,
  type RecipeResult,
  type RunRecipeOptions,
  runRecipe,
} from "./recipes/run-recipe.js";
export type { ApplyMaskStep, BrainMaskStep, CropToMaskStep } from "./recipes/steps/brain-steps.js";
export type { CorrectedRadius } from "./recipes/steps/corrected-radii.js";
export type { CropOrPadStep, ReorientStep, ResampleStep } from "./recipes/steps/geometry-steps.js";
export type {
  AddStep,
  ApplyLandmarksStep,
  ClipPercentilesStep,
  ClipStep,
  CorrectBiasStep,
  CorrectHomogeneityStep,
  MeasuredOver,
  RepairNanStep,
  RescalePercentilesStep,
  ScaleByBrainMedianStep,
  ZScoreStep,
} from "./recipes/steps/intensity-steps.js";
export type {
  CleanStep,
  DrawSpheresStep,
  GrowLabelsStep,
  LabelLesionsStep,
  LesionRule,
  ListLesionsStep,
  MergeLabelsStep,
  PruneStep,
  SplitLabelsStep,
} from "./recipes/steps/label-steps.js";
export { toNativeBox } from "./recipes/to-native-box.js";
export { toNativePoint } from "./recipes/to-native-point.js";
export { type NativeVolume, type ToNativeOptions, toNativeVolume } from "./recipes/to-native-volume.js";
export {
  UPSTREAM_FAULTS,
  type UpstreamDataset,
  type UpstreamFault,
  type UpstreamRecipeOptions,
  upstreamRecipe,
} from "./recipes/upstream-recipe.js";
export {
  type AnisotropicInterpolationOptions,
  anisotropicInterpolation,
} from "./resample/anisotropic-interpolation.js";
export type { Grid } from "./resample/grid.js";
export { gridOfShape } from "./resample/grid-of-shape.js";
export { gridOfSpacing } from "./resample/grid-of-spacing.js";
export type { AxisInterpolation, Interpolation } from "./resample/interpolation.js";
export { majorityRowInto } from "./resample/majority-rows.js";
export type { LabelInterpolation } from "./resample/plan-labels.js";
export { planResampling } from "./resample/plan-resampling.js";
export { linearRowInto, nearestRowInto, type PointRow } from "./resample/point-rows.js";
export { type ResampleOptions, resample } from "./resample/resample.js";
export { type ResampleBoxesOptions, resampleBoxes } from "./resample/resample-boxes.js";
export { resampleLabelBoxes } from "./resample/resample-label-boxes.js";
export { type ResampleLabelsOptions, resampleLabels } from "./resample/resample-labels.js";
export { resampleSlabInto, type SliceRange } from "./resample/resample-slab-into.js";
export type { PlanResamplingOptions, ResamplingOptions } from "./resample/resampling-options.js";
export type { ResamplingPlan } from "./resample/resampling-plan.js";
export { newRowPositions, type RowPositions, type RowSpan } from "./resample/row-positions.js";
export { splineRowInto } from "./resample/spline-point-rows.js";
export { type PrefilterBlock, prefilterBlocks, splinePrefilterInto } from "./resample/spline-prefilter.js";
export { worldAlignedGrid } from "./resample/world-aligned-grid.js";
export { addWeightedRowsInto, type RowWeights, type WeightedRowsOptions } from "./simd/add-weighted-rows-into.js";
export { type CombineEchoPhasesOptions, combineEchoPhases } from "./swi/combine-echo-phases.js";
export { type CombineEchoesOptions, combineEchoes } from "./swi/combine-echoes.js";
export {
  type CreateSwiOptions,
  createSwi,
  type PhaseFilter,
  type Swi,
  type SwiWarning,
} from "./swi/create-swi.js";
export { type GaussianHighPassOptions, gaussianHighPass } from "./swi/gaussian-high-pass.js";
export { type HomodyneOptions, homodynePhase } from "./swi/homodyne-phase.js";
export {
  type MinimumIntensityProjectionOptions,
  minimumIntensityProjection,
} from "./swi/minimum-intensity-projection.js";
export { type LinearPhaseMask, type PhaseMaskOptions, phaseMask, type TanhPhaseMask } from "./swi/phase-mask.js";
export type { PhaseScale } from "./swi/phase-scale.js";
export { type PhaseInRadians, type PhaseToRadiansOptions, phaseToRadians } from "./swi/phase-to-radians.js";
export { type UnwrapPhaseOptions, unwrapPhase } from "./swi/unwrap-phase.js";
export { wrapPhase } from "./swi/wrap-phase.js";
