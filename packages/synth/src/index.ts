export type { FocalSource, LesionClass } from "./acquisition/sources.js";
export { VISIBLE_DEPTH } from "./acquisition/visible-objects.js";
export type { Anatomy } from "./anatomy/anatomy.js";
export { type GenerateAnatomyOptions, generateAnatomy } from "./anatomy/generate-anatomy.js";
export type { AirCavity, Head } from "./anatomy/head.js";
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
export { type DipoleFieldOptions, dipoleField } from "./field/dipole-field.js";
export { type HeadFieldOptions, headField } from "./field/head-field.js";
export type { Phantom, PhantomLesion, PhantomOptions, PhantomTruth } from "./phantom.js";
export { type CylinderSource, cylinderFieldPpm } from "./physics/cylinder-field.js";
export { type EchoSettings, PROTON_GYROMAGNETIC_RATIO_MHZ_PER_T, phasePerPpm } from "./physics/phase-per-ppm.js";
export { type SphereSource, sphereFieldPpm } from "./physics/sphere-field.js";
export { type SpoiledGreSettings, spoiledGreSignal, type TissueProperties } from "./physics/spoiled-gre-signal.js";
export { SWI_MASK_EXPONENT, swiIntensity } from "./physics/swi-intensity.js";
export { renderPhantom } from "./render-phantom.js";
export { type StampedVessels, type StampVesselsOptions, stampVessels } from "./vessels/stamp-vessels.js";
export { VEIN_FAMILIES, type VeinFamily, type VesselPieces } from "./vessels/vessel-pieces.js";
