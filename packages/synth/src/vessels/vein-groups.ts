import { TISSUES, type Tissue } from "../anatomy/tissue.js";

/** What veins tell apart, as bits, so that a vein can be allowed in several. @internal */
export const GROUP = {
  outside: 1,
  fluid: 2,
  sinus: 4,
  cortex: 8,
  white: 16,
  nuclei: 32,
  ventricle: 64,
  brainstem: 128,
  cerebellum: 256,
} as const;

const GROUP_OF_TISSUE: Readonly<Partial<Record<Tissue, keyof typeof GROUP>>> = {
  venousBlood: "fluid",
  dura: "fluid",
  csf: "fluid",
  falx: "fluid",
  tentorium: "fluid",
  artery: "fluid",
  pineal: "fluid",
  sinus: "sinus",
  cortex: "cortex",
  hippocampus: "cortex",
  amygdala: "cortex",
  whiteMatter: "white",
  whiteMatterHyperintensity: "white",
  caudate: "nuclei",
  putamen: "nuclei",
  pallidum: "nuclei",
  thalamus: "nuclei",
  accumbens: "nuclei",
  ventralDiencephalon: "nuclei",
  subthalamicNucleus: "nuclei",
  substantiaNigra: "nuclei",
  redNucleus: "nuclei",
  ventricle: "ventricle",
  choroidPlexus: "ventricle",
  brainstem: "brainstem",
  cerebellarCortex: "cerebellum",
  cerebellarWhiteMatter: "cerebellum",
  dentateNucleus: "cerebellum",
};

/** One of {@link GROUP} for each of `TISSUES`. @internal */
export const GROUP_OF_INDEX: readonly number[] = TISSUES.map((tissue) => GROUP[GROUP_OF_TISSUE[tissue] ?? "outside"]);

/** The brain without the fluid around it. @internal */
export const CEREBRUM: number = GROUP.cortex | GROUP.white | GROUP.nuclei | GROUP.ventricle;
