export type { FocalSource, LesionClass } from "./acquisition/sources.js";
export { VISIBLE_DEPTH } from "./acquisition/visible-objects.js";
export type { Phantom, PhantomLesion, PhantomOptions, PhantomTruth } from "./phantom.js";
export { type CylinderSource, cylinderFieldPpm } from "./physics/cylinder-field.js";
export { type EchoSettings, PROTON_GYROMAGNETIC_RATIO_MHZ_PER_T, phasePerPpm } from "./physics/phase-per-ppm.js";
export { type SphereSource, sphereFieldPpm } from "./physics/sphere-field.js";
export { type SpoiledGreSettings, spoiledGreSignal, type TissueProperties } from "./physics/spoiled-gre-signal.js";
export { SWI_MASK_EXPONENT, swiIntensity } from "./physics/swi-intensity.js";
export { renderPhantom } from "./render-phantom.js";
