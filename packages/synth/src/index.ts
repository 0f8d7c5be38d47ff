export { acquire } from "./acquisition/acquire.js";
export { acquireNoiseFree } from "./acquisition/acquire-noise-free.js";
export { addNoise, type NoiseOptions } from "./acquisition/add-noise.js";
export { assertProtocol } from "./acquisition/assert-protocol.js";
export { complexSignal } from "./acquisition/complex-signal.js";
export type { ComplexVolume } from "./acquisition/complex-volume.js";
export { drawProtocol, PROTOCOL_PRESETS, type ProtocolPreset } from "./acquisition/draw-protocol.js";
export { type ImageGridOptions, imageGridWithin } from "./acquisition/image-grid-within.js";
export { namedProtocol, PROTOCOL_NAMES, type ProtocolName } from "./acquisition/named-protocol.js";
export type { KSpaceFilter, Protocol, SwiFilter } from "./acquisition/protocol.js";
export type { FocalSource, LesionClass } from "./acquisition/sources.js";
export { type Acquisition, type AcquisitionOptions, startAcquisition } from "./acquisition/start-acquisition.js";
export { type AcquiredImages, toImages } from "./acquisition/to-images.js";
export { VISIBLE_DEPTH } from "./acquisition/visible-objects.js";
export { type AddHyperintensitiesOptions, addHyperintensities } from "./anatomy/add-hyperintensities.js";
export type { Anatomy } from "./anatomy/anatomy.js";
export { type GenerateAnatomyOptions, generateAnatomy } from "./anatomy/generate-anatomy.js";
export type { AirCavity, Head } from "./anatomy/head.js";
export { type AnatomyFromLabelsOptions, anatomyFromLabels } from "./anatomy/labels/anatomy-from-labels.js";
export { type AnatomyJitter, drawAnatomyJitter } from "./anatomy/labels/anatomy-jitter.js";
export { type RenderTissueMapsOptions, renderTissueMaps } from "./anatomy/render-tissue-maps.js";
export type { SulcusField } from "./anatomy/sulci.js";
export { TISSUES, type Tissue, type TissueConstants, tissueConstants } from "./anatomy/tissue.js";
export { tissueAt } from "./anatomy/tissue-at.js";
export type { TissueMaps } from "./anatomy/tissue-maps.js";
export {
  type DrawTissueVariationOptions,
  drawTissueVariation,
  NO_TISSUE_VARIATION,
  type TissueVariation,
} from "./anatomy/tissue-variation.js";
export { compareWithTruth, type FalseMarkCause, type TruthComparison } from "./compare-with-truth.js";
export {
  type DatasetSettings,
  type InsertionSettings,
  parseDatasetSettings,
  type SampleKind,
} from "./dataset/dataset-settings.js";
export { type DipoleFieldOptions, dipoleField } from "./field/dipole-field.js";
export { type HeadFieldOptions, headField } from "./field/head-field.js";
export { insertMicrobleeds } from "./insertion/insert-microbleeds.js";
export type {
  InsertedBall,
  InsertedScan,
  InsertionPlacement,
  InsertionProtocol,
  InsertionScan,
  InsertMicrobleedsOptions,
} from "./insertion/insertion-scan.js";
export { type LabelSite, MICROBLEED_SITES } from "./insertion/label-sites.js";
export { type DipoleFactor, type DipoleFactorSettings, dipoleFactor } from "./objects/dipole-factor.js";
export { MICROBLEED_RADIUS, MICROBLEED_SUSCEPTIBILITY_PPM } from "./objects/draw-deposit.js";
export { drawMicrobleeds, type MicrobleedOptions } from "./objects/draw-microbleeds.js";
export type { FluidLayer, IronLayer, Layer, SiderosisLayer } from "./objects/layers/layer.js";
export { type DipoleSphere, OBJECT_CLASSES, type ObjectClass, type SceneObject } from "./objects/scene-object.js";
export type { WorldBox } from "./objects/tissue-sampler.js";
export type { Phantom, PhantomLesion, PhantomOptions, PhantomTruth } from "./phantom.js";
export { type CylinderSource, cylinderFieldPpm } from "./physics/cylinder-field.js";
export { type EchoSettings, PROTON_GYROMAGNETIC_RATIO_MHZ_PER_T, phasePerPpm } from "./physics/phase-per-ppm.js";
export { type SphereSource, sphereFieldPpm } from "./physics/sphere-field.js";
export { type SpoiledGreSettings, spoiledGreSignal, type TissueProperties } from "./physics/spoiled-gre-signal.js";
export { SWI_MASK_EXPONENT, swiIntensity } from "./physics/swi-intensity.js";
export {
  type InsertedPublished,
  type InsertPublishedOptions,
  insertPublishedMicrobleeds,
  type PublishedScan,
} from "./published/insert-published-microbleeds.js";
export {
  PUBLISHED_PATCH_VOXELS,
  type PublishedMicrobleed,
  type PublishedMicrobleedOptions,
  publishedMicrobleed,
} from "./published/published-microbleed.js";
export type { RegionParameters, RegionSample, SynthesizeRegionsOptions } from "./randomisation/region-options.js";
export { synthesizeRegions } from "./randomisation/synthesize-regions.js";
export { renderPhantom } from "./render-phantom.js";
export { HEAD_MIMICS, type MimicClass, type MimicCounts, PATCH_MIMICS } from "./scene/draw-scene.js";
export type { HeadPlan, HeadSlab } from "./scene/plan-head.js";
export { type PreparedHead, type PrepareHeadOptions, prepareHead } from "./scene/prepare-head.js";
export type { RenderedSlab } from "./scene/render-slab.js";
export type { Scene } from "./scene/scene.js";
export {
  type HeadWorkers,
  measureHeadObject,
  renderHeadSlab,
  type SynthesizeHeadOptions,
  synthesizeHead,
} from "./synthesize-head.js";
export { type SynthesizeOptions, type SynthesizePatchOptions, synthesizePatch } from "./synthesize-patch.js";
export type { ObjectTruth, SyntheticScan } from "./synthetic-scan.js";
export type { ObjectDepth } from "./truth/object-depth.js";
export {
  type FindVeinMimicsOptions,
  findVeinMimics,
  type VeinMimic,
  type VeinMimicClass,
} from "./vessels/find-vein-mimics.js";
export { type GrowVeinTreesOptions, growVeinTrees } from "./vessels/grow-vein-trees.js";
export { type StampedVessels, type StampVesselsOptions, stampVessels } from "./vessels/stamp-vessels.js";
export { createVeinDomain, type VeinDomain } from "./vessels/vein-domain.js";
export { VEIN_FAMILIES, type VeinFamily, type VesselPieces } from "./vessels/vessel-pieces.js";
