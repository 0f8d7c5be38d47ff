/** Zones of the MARS and BOMBS scales. @since 0.1.0 */
export type Zone = "lobar" | "deep" | "infratentorial";

/** BOMBS regions as the published tables spell them. @since 0.1.0 */
export type BombsRegion =
  | "Subcortical white matter"
  | "Cortex / grey-white junction"
  | "Basal ganglia grey matter"
  | "Thalamus"
  | "Brainstem"
  | "Cerebellum";

/** Where a SynthSeg label lies. @since 0.1.0 */
export interface SynthSegRegion {
  /** SynthSeg's label, FreeSurfer's numbering. */
  readonly label: number;
  readonly name: string;
  /** Absent for background and CSF: no location. */
  readonly bombs?: BombsRegion;
  readonly zone?: Zone;
  readonly side?: "left" | "right";
  /** The region is a radiologist's guess: the structure itself holds no microbleeds, or is not in the scale. */
  readonly isGuess: boolean;
}

type Row = readonly [label: number, name: string, bombs?: BombsRegion, isGuess?: true];

const WHITE: BombsRegion = "Subcortical white matter";
const CORTEX: BombsRegion = "Cortex / grey-white junction";
const GANGLIA: BombsRegion = "Basal ganglia grey matter";

const ROWS: readonly Row[] = [
  [0, "background"],
  [2, "left cerebral white matter", WHITE],
  [3, "left cerebral cortex", CORTEX],
  [4, "left lateral ventricle", WHITE, true],
  [5, "left inferior lateral ventricle", WHITE, true],
  [7, "left cerebellum white matter", "Cerebellum"],
  [8, "left cerebellum cortex", "Cerebellum"],
  [10, "left thalamus", "Thalamus"],
  [11, "left caudate", GANGLIA],
  [12, "left putamen", GANGLIA],
  [13, "left pallidum", GANGLIA],
  [14, "3rd ventricle", GANGLIA, true],
  [15, "4th ventricle", "Cerebellum", true],
  [16, "brain-stem", "Brainstem"],
  [17, "left hippocampus", CORTEX],
  [18, "left amygdala", CORTEX],
  [24, "CSF"],
  [26, "left accumbens area", GANGLIA],
  [28, "left ventral DC", "Brainstem", true],
  [41, "right cerebral white matter", WHITE],
  [42, "right cerebral cortex", CORTEX],
  [43, "right lateral ventricle", WHITE, true],
  [44, "right inferior lateral ventricle", WHITE, true],
  [46, "right cerebellum white matter", "Cerebellum"],
  [47, "right cerebellum cortex", "Cerebellum"],
  [49, "right thalamus", "Thalamus"],
  [50, "right caudate", GANGLIA],
  [51, "right putamen", GANGLIA],
  [52, "right pallidum", GANGLIA],
  [53, "right hippocampus", CORTEX],
  [54, "right amygdala", CORTEX],
  [58, "right accumbens area", GANGLIA],
  [60, "right ventral DC", "Brainstem", true],
];

const ZONES: Readonly<Record<BombsRegion, Zone>> = {
  "Subcortical white matter": "lobar",
  "Cortex / grey-white junction": "lobar",
  "Basal ganglia grey matter": "deep",
  Thalamus: "deep",
  Brainstem: "infratentorial",
  Cerebellum: "infratentorial",
};

/**
 * The table of SynthSeg labels with their BOMBS region and zone.
 *
 * The published table calls brainstem and cerebellum deep; here they are infratentorial, as in MARS and BOMBS.
 *
 * @returns 33 rows by rising label
 * @see MicrobleedNet synth_labels_mappedSilvia.csv
 * @since 0.1.0
 */
export function listSynthSegRegions(): readonly SynthSegRegion[] {
  return ROWS.map(([label, name, bombs, isGuess]) => {
    const side = name.startsWith("left") ? "left" : name.startsWith("right") ? "right" : undefined;
    return {
      label,
      name,
      ...(bombs !== undefined && { bombs, zone: ZONES[bombs] }),
      ...(side !== undefined && { side }),
      isGuess: isGuess === true,
    };
  });
}

/**
 * Where a SynthSeg label lies.
 *
 * @param label - SynthSeg's label
 * @returns undefined for a label that SynthSeg does not have
 * @example
 * ```ts
 * import { synthSegRegion } from "@cmb/metrics";
 * synthSegRegion(49)?.bombs; // => "Thalamus"
 * ```
 * @since 0.1.0
 */
export function synthSegRegion(label: number): SynthSegRegion | undefined {
  return listSynthSegRegions().find((region) => region.label === label);
}
