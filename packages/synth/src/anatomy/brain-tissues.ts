import type { Tissue } from "./tissue.js";

/** Cortex, white matter, nuclei, brainstem, cerebellum and ventricles: what of {@link TISSUES} is brain. @internal */
export const BRAIN_TISSUES: readonly Tissue[] = [
  "cortex",
  "whiteMatter",
  "caudate",
  "putamen",
  "pallidum",
  "thalamus",
  "hippocampus",
  "amygdala",
  "accumbens",
  "ventralDiencephalon",
  "substantiaNigra",
  "redNucleus",
  "subthalamicNucleus",
  "brainstem",
  "cerebellarCortex",
  "cerebellarWhiteMatter",
  "dentateNucleus",
  "ventricle",
  "whiteMatterHyperintensity",
];
