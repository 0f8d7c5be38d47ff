import { CmbError } from "@cmb/core";
import { type SpoiledGreSettings, spoiledGreSignal, type TissueProperties } from "../physics/spoiled-gre-signal.js";

/**
 * The tissues of the head, in the order of their indices. `scalp` is subcutaneous fat, `skull` cortical bone, `csf` the
 * fluid around the brain and `ventricle` that within; `dura` is what is neither `falx` nor `tentorium`.
 *
 * @since 0.1.0
 */
export const TISSUES = [
  "air",
  "scalp",
  "skull",
  "venousBlood",
  "sinus",
  "dura",
  "csf",
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
  "choroidPlexus",
  "pineal",
  "whiteMatterHyperintensity",
  "falx",
  "tentorium",
  "artery",
  "marrow",
  "fat",
  "muscle",
  "mucosa",
  "softTissue",
  "skin",
  "eye",
  "opticNerve",
] as const;

/** The name of a tissue. @since 0.1.0 */
export type Tissue = (typeof TISSUES)[number];

/** What MR physics needs to know of a tissue at one field strength. @since 0.1.0 */
export interface TissueConstants extends TissueProperties {
  /** Relative to water. */
  readonly susceptibilityPpm: number;
}

interface Row {
  readonly protonDensity: number;
  readonly t1Ms: readonly [at1p5T: number, at3T: number, at7T: number];
  readonly t2StarMs: readonly [at1p5T: number, at3T: number, at7T: number];
  readonly susceptibilityPpm: number;
}

function row(
  protonDensity: number,
  t1Ms: Row["t1Ms"],
  t2StarMs: Row["t2StarMs"],
  { ppm }: { readonly ppm: number },
): Row {
  return { protonDensity, t1Ms, t2StarMs, susceptibilityPpm: ppm };
}

// T1 of cortex, white matter, putamen and caudate after Wright et al. 2008 (doi:10.1007/s10334-008-0104-8), T2* of
// cortex, white matter and venous blood, and at 1.5 and 3 T of caudate and putamen, after Peters et al. 2007
// (doi:10.1016/j.mri.2007.02.014), rounded. Susceptibilities: nuclei, cortex, white matter and fluid near the sums of the
// para- and diamagnetic parts in the digital phantom of Marques et al. 2021 (doi:10.1002/mrm.28716); air, bone and fat
// after Schenck 1996 (doi:10.1118/1.597854). All else is chosen between tissues that these sources hold: iron shortens
// T2* of the nuclei, fat stands for the scalp, and in the sagittal sinus the short T2* stands for what flow takes.
const PROPERTIES: Readonly<Record<Tissue, Row>> = {
  air: row(0, [1000, 1000, 1000], [1, 1, 1], { ppm: 9.4 }),
  scalp: row(0.55, [300, 380, 480], [40, 25, 12], { ppm: 0.6 }),
  skull: row(0.1, [400, 500, 600], [12, 8, 4], { ppm: -2 }),
  venousBlood: row(0.85, [1400, 1650, 2100], [90, 24, 7.4], { ppm: 0.4 }),
  sinus: row(0.85, [1400, 1650, 2100], [20, 9, 4], { ppm: 0.4 }),
  dura: row(0.5, [800, 950, 1200], [20, 12, 7], { ppm: 0 }),
  csf: row(1, [4000, 4300, 4600], [600, 500, 300], { ppm: 0.02 }),
  cortex: row(0.8, [1150, 1500, 1939], [84, 64, 33], { ppm: 0.02 }),
  whiteMatter: row(0.7, [650, 850, 1126], [66, 53, 27], { ppm: -0.03 }),
  caudate: row(0.78, [1100, 1400, 1684], [59, 41, 20], { ppm: 0.05 }),
  putamen: row(0.77, [1080, 1330, 1644], [55, 32, 16], { ppm: 0.05 }),
  pallidum: row(0.72, [900, 1100, 1350], [40, 23, 11], { ppm: 0.13 }),
  thalamus: row(0.75, [950, 1200, 1500], [62, 46, 23], { ppm: 0.02 }),
  hippocampus: row(0.82, [1150, 1500, 1900], [82, 60, 31], { ppm: 0.01 }),
  amygdala: row(0.81, [1150, 1480, 1850], [80, 58, 30], { ppm: 0.01 }),
  accumbens: row(0.79, [1100, 1400, 1700], [64, 46, 23], { ppm: 0.04 }),
  ventralDiencephalon: row(0.74, [900, 1120, 1400], [60, 46, 23], { ppm: 0 }),
  substantiaNigra: row(0.73, [850, 1050, 1300], [50, 29, 14], { ppm: 0.12 }),
  redNucleus: row(0.73, [850, 1050, 1300], [52, 31, 15], { ppm: 0.1 }),
  subthalamicNucleus: row(0.73, [850, 1050, 1300], [51, 30, 15], { ppm: 0.11 }),
  brainstem: row(0.73, [780, 1000, 1250], [64, 50, 26], { ppm: -0.02 }),
  cerebellarCortex: row(0.82, [1150, 1450, 1850], [84, 62, 32], { ppm: 0.01 }),
  cerebellarWhiteMatter: row(0.71, [680, 880, 1150], [66, 52, 27], { ppm: -0.02 }),
  dentateNucleus: row(0.74, [850, 1080, 1350], [50, 30, 14], { ppm: 0.15 }),
  ventricle: row(1, [4000, 4300, 4600], [700, 600, 350], { ppm: 0.02 }),
  choroidPlexus: row(0.9, [1600, 1900, 2300], [85, 52, 25], { ppm: 0.05 }),
  pineal: row(0.82, [1300, 1600, 1950], [75, 45, 22], { ppm: -0.02 }),
  whiteMatterHyperintensity: row(0.78, [900, 1150, 1450], [100, 80, 42], { ppm: 0 }),
  falx: row(0.5, [800, 950, 1200], [20, 12, 7], { ppm: 0 }),
  tentorium: row(0.5, [800, 950, 1200], [20, 12, 7], { ppm: 0 }),
  artery: row(0.88, [1440, 1700, 2100], [150, 60, 25], { ppm: 0 }),
  marrow: row(0.4, [320, 400, 500], [16, 9, 5], { ppm: -0.4 }),
  fat: row(0.8, [300, 380, 480], [40, 25, 12], { ppm: 0.6 }),
  muscle: row(0.75, [1000, 1400, 1900], [35, 28, 18], { ppm: 0 }),
  mucosa: row(0.85, [1100, 1500, 1900], [40, 28, 14], { ppm: 0 }),
  softTissue: row(0.7, [700, 950, 1200], [35, 26, 14], { ppm: 0.05 }),
  skin: row(0.6, [800, 1000, 1300], [25, 16, 9], { ppm: 0 }),
  eye: row(0.98, [3000, 3400, 3800], [300, 200, 110], { ppm: 0.01 }),
  opticNerve: row(0.72, [680, 880, 1150], [60, 45, 24], { ppm: -0.02 }),
};

const KNOT_T = 4;

/**
 * Geometric interpolation: up to 4 T along the line through the values at 1.5 T and 3 T, from there to that at 7 T and on.
 */
function atField([low, high, highest]: Row["t1Ms"], fieldStrengthT: number): number {
  if (fieldStrengthT <= KNOT_T) return low * (high / low) ** ((fieldStrengthT - 1.5) / 1.5);
  const knot = low * (high / low) ** ((KNOT_T - 1.5) / 1.5);
  return knot * (highest / knot) ** ((fieldStrengthT - KNOT_T) / (7 - KNOT_T));
}

/**
 * Proton density, relaxation times and susceptibility of a tissue.
 *
 * Relaxation times run geometrically through the values at 1.5, 3 and 7 T.
 *
 * @param tissue - its name
 * @param fieldStrengthT - usable from 1 to 9.4 T
 * @returns the constants; proton density relative to water, times in ms, susceptibility in ppm relative to water
 * @throws CmbError `OUT_OF_RANGE` when the field strength is not from 1 to 9.4 T, `INVALID_ARGUMENT` when there is no such tissue
 * @example
 * ```ts
 * import { tissueConstants } from "@cmb/synth";
 * tissueConstants("whiteMatter", 3).t2StarMs; // => 53
 * ```
 * @since 0.1.0
 */
export function tissueConstants(tissue: Tissue, fieldStrengthT: number): TissueConstants {
  if (!Object.hasOwn(PROPERTIES, tissue)) {
    const message = `tissueConstants: there is no tissue ${JSON.stringify(tissue)}; give one of ${TISSUES.join(", ")}`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "tissue", value: tissue });
  }
  if (!(fieldStrengthT >= 1 && fieldStrengthT <= 9.4)) {
    const message = `tissueConstants: the field is ${fieldStrengthT} T; give 1 to 9.4 T`;
    const range = { minimum: 1, maximum: 9.4 };
    throw new CmbError("OUT_OF_RANGE", message, { name: "fieldStrengthT", value: fieldStrengthT, ...range });
  }
  return constantsAt(tissue, fieldStrengthT);
}

function constantsAt(tissue: Tissue, fieldStrengthT: number): TissueConstants {
  const { protonDensity, t1Ms, t2StarMs, susceptibilityPpm } = PROPERTIES[tissue];
  return {
    protonDensity,
    t1Ms: atField(t1Ms, fieldStrengthT),
    t2StarMs: atField(t2StarMs, fieldStrengthT),
    susceptibilityPpm,
  };
}

/**
 * Signal of every tissue in a spoiled gradient echo.
 *
 * @param settings - echo time, repetition time, flip angle and field strength; see {@link tissueConstants}
 * @returns one signal for each entry of {@link TISSUES}, in its order, relative to fully relaxed water
 * @since 0.1.0
 */
export function tissueSignals(settings: SpoiledGreSettings): Float64Array {
  return Float64Array.from(TISSUES, (tissue) => {
    return spoiledGreSignal(constantsAt(tissue, settings.fieldStrengthT), settings);
  });
}

/**
 * Index of a tissue in {@link TISSUES}.
 *
 * @param tissue - its name
 * @returns the index
 * @since 0.1.0
 */
export function tissueIndex(tissue: Tissue): number {
  return TISSUES.indexOf(tissue);
}
