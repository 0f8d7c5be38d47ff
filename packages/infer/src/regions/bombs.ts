import type { RegionClass } from "../manifest/model-manifest.js";
import type { Zone } from "../report.js";

/** What the rating scales call a place. */
export interface ScaleNames {
  /** Region of BOMBS (Cordonnier et al. 2009, doi:10.1161/STROKEAHA.108.526996). */
  readonly bombs: string;
  /** Zone of BOMBS: lobar, deep, or posterior fossa, here called infratentorial as in MARS. */
  readonly zone: Zone;
  /** Region of MARS (Gregoire et al. 2009, doi:10.1212/WNL.0b013e3181c34a7d), as far as the classes tell it. */
  readonly mars: string;
}

/** The classes that tissue of the brain has: a lesion lies in one of these. */
export type TissueClass = Exclude<RegionClass, "background" | "csf" | "ventricle" | "dural-sinus">;

const CORTEX: ScaleNames = { bombs: "Cortex / grey-white junction", zone: "lobar", mars: "lobar" };
// MARS counts deep and periventricular white matter as deep and draws its limit by eye; the class does not have it.
const WHITE_MATTER: ScaleNames = {
  bombs: "Subcortical white matter",
  zone: "lobar",
  mars: "white matter, subcortical or deep",
};
const BASAL_GANGLIA: ScaleNames = { bombs: "Basal ganglia grey matter", zone: "deep", mars: "basal ganglia" };
const BRAINSTEM: ScaleNames = { bombs: "Brainstem", zone: "infratentorial", mars: "brainstem" };
const CEREBELLUM: ScaleNames = { bombs: "Cerebellum", zone: "infratentorial", mars: "cerebellum" };

/** White matter among deep grey nuclei. */
export const CAPSULE: ScaleNames = {
  bombs: "Internal and external capsule",
  zone: "deep",
  mars: "internal or external capsule",
};

/**
 * The names of each class. The ventral diencephalon, which no scale has, counts as brainstem: a best guess, as published
 * before.
 */
export const SCALE_NAMES: Readonly<Record<TissueClass, ScaleNames>> = {
  cortex: CORTEX,
  "hippocampus-amygdala": CORTEX,
  "cerebral-white-matter": WHITE_MATTER,
  "basal-ganglia": BASAL_GANGLIA,
  pallidum: BASAL_GANGLIA,
  thalamus: { bombs: "Thalamus", zone: "deep", mars: "thalamus" },
  "ventral-diencephalon": BRAINSTEM,
  brainstem: BRAINSTEM,
  "cerebellar-cortex": CEREBELLUM,
  "cerebellar-white-matter": CEREBELLUM,
};

const ALL: readonly ScaleNames[] = [
  CORTEX,
  WHITE_MATTER,
  BASAL_GANGLIA,
  CAPSULE,
  SCALE_NAMES.thalamus,
  BRAINSTEM,
  CEREBELLUM,
];

/** The zone of every region of BOMBS that this project tells apart, from the outside to the inside and down. */
export const BOMBS_ZONES: ReadonlyMap<string, Zone> = new Map(ALL.map(({ bombs, zone }) => [bombs, zone]));

/** Classes that lie on the midline, where a lesion may belong to neither side. */
export const MIDLINE_CLASSES: readonly RegionClass[] = [
  "ventral-diencephalon",
  "brainstem",
  "cerebellar-cortex",
  "cerebellar-white-matter",
];

/** Whether a class is tissue of the brain. */
export function isTissue(name: RegionClass | undefined): name is TissueClass {
  return name !== undefined && name in SCALE_NAMES;
}
