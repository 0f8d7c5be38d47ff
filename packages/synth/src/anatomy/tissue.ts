import { type SpoiledGreSettings, spoiledGreSignal } from "../physics/spoiled-gre-signal.js";

/** The tissues of the head, in the order of their indices. @since 0.1.0 */
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
] as const;

/** The name of a tissue. @since 0.1.0 */
export type Tissue = (typeof TISSUES)[number];

interface FieldDependent {
  readonly protonDensity: number;
  readonly t1Ms: readonly [at1p5T: number, at3T: number];
  readonly t2StarMs: readonly [at1p5T: number, at3T: number];
}

// T1 after Wright et al. 2008 (doi:10.1007/s10334-008-0104-8), T2* after Peters et al. 2007
// (doi:10.1016/j.mri.2007.02.014), rounded; scalp and skull stand for fat and cortical bone; in the
// sagittal sinus the shorter T2* stands for what flow takes.
const PROPERTIES: Readonly<Record<Tissue, FieldDependent>> = {
  air: { protonDensity: 0, t1Ms: [1000, 1000], t2StarMs: [1, 1] },
  scalp: { protonDensity: 0.55, t1Ms: [300, 380], t2StarMs: [40, 25] },
  skull: { protonDensity: 0.1, t1Ms: [400, 500], t2StarMs: [12, 8] },
  venousBlood: { protonDensity: 0.85, t1Ms: [1400, 1650], t2StarMs: [90, 24] },
  sinus: { protonDensity: 0.85, t1Ms: [1400, 1650], t2StarMs: [20, 9] },
  dura: { protonDensity: 0.5, t1Ms: [800, 950], t2StarMs: [20, 12] },
  csf: { protonDensity: 1, t1Ms: [4000, 4300], t2StarMs: [600, 500] },
  cortex: { protonDensity: 0.8, t1Ms: [1150, 1500], t2StarMs: [84, 64] },
  whiteMatter: { protonDensity: 0.7, t1Ms: [650, 850], t2StarMs: [66, 53] },
  caudate: { protonDensity: 0.78, t1Ms: [1100, 1400], t2StarMs: [59, 41] },
  putamen: { protonDensity: 0.77, t1Ms: [1080, 1330], t2StarMs: [55, 32] },
  pallidum: { protonDensity: 0.72, t1Ms: [900, 1100], t2StarMs: [40, 23] },
  thalamus: { protonDensity: 0.75, t1Ms: [950, 1200], t2StarMs: [62, 46] },
};

/** Geometric interpolation through the values at 1.5 T and 3 T. */
function atField(low: number, high: number, fieldStrengthT: number): number {
  return low * (high / low) ** ((fieldStrengthT - 1.5) / 1.5);
}

/**
 * Signal of every tissue in a spoiled gradient echo.
 *
 * Relaxation times change by the same factor for each tesla, through the values at 1.5 T and 3 T: usable from 1 T to 4 T.
 *
 * @param settings - echo time, repetition time, flip angle and field strength
 * @returns one signal for each entry of {@link TISSUES}, in its order, relative to fully relaxed water
 * @since 0.1.0
 */
export function tissueSignals(settings: SpoiledGreSettings): Float64Array {
  return Float64Array.from(TISSUES, (tissue) => {
    const { protonDensity, t1Ms, t2StarMs } = PROPERTIES[tissue];
    const properties = {
      protonDensity,
      t1Ms: atField(t1Ms[0], t1Ms[1], settings.fieldStrengthT),
      t2StarMs: atField(t2StarMs[0], t2StarMs[1], settings.fieldStrengthT),
    };
    return spoiledGreSignal(properties, settings);
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
