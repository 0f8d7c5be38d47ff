import { CmbError } from "@cmb/core";

/** Voxels of one SynthSeg label inside a lesion. @since 0.1.0 */
export type LabelCount = readonly [label: number, voxels: number];

/**
 * The published rules for a lesion's location: the evaluation's, and the older one of the notebook.
 *
 * @since 0.1.0
 */
export type LocationRule = "evaluation" | "notebook";

const EVALUATION_BRAIN: readonly number[] = [
  2, 3, 7, 8, 10, 11, 12, 13, 16, 17, 18, 26, 41, 42, 46, 47, 49, 50, 51, 52, 53, 54, 58,
];
const NOTEBOOK_BRAIN: readonly number[] = [
  2, 3, 7, 8, 10, 11, 12, 13, 17, 18, 26, 28, 41, 42, 46, 47, 49, 50, 51, 52, 53, 54, 58, 60,
];
const BACKGROUND = 0;
const CSF = 24;
const CORTEX: readonly number[] = [3, 42];
const WHITE_MATTER: readonly number[] = [2, 41];

/**
 * The one label that stands for a lesion's location, from the labels of its voxels.
 *
 * The label with most voxels wins, brain labels before others, the first of equals. Where cortex wins and white matter
 * comes second, white matter is taken: a lesion that reaches into white matter lies below the cortex. Background is
 * left out where there is anything else. The notebook's rule has its own list of brain labels, leaves CSF out as well,
 * and looks for the second place among brain labels alone.
 *
 * @param counts - labels in any order; the order decides between equals
 * @param rule - which of the two published rules
 * @returns a SynthSeg label; 0 where there is nothing but background
 * @throws CmbError `OUT_OF_RANGE` when a count is negative or not finite
 * @see MicrobleedNet evaluate_CMBlevel.py and CMB_shape_location.csv
 * @since 0.1.0
 */
export function locationOfCounts(counts: readonly LabelCount[], rule: LocationRule): number {
  const broken = counts.find(([, voxels]) => !(voxels >= 0 && Number.isFinite(voxels)));
  if (broken !== undefined) {
    const message = `locationOfCounts: label ${broken[0]} has ${broken[1]} voxels; give a finite count of at least 0`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "voxels", value: broken[1], minimum: 0 });
  }
  const brainLabels = rule === "evaluation" ? EVALUATION_BRAIN : NOTEBOOK_BRAIN;
  const isDropped = (label: number): boolean => label === BACKGROUND || (rule === "notebook" && label === CSF);
  const somewhere = counts.filter(([label]) => !isDropped(label));
  const rest = somewhere.length > 0 ? somewhere : counts.filter(([label]) => label !== BACKGROUND);
  const brain = rest.filter(([label]) => brainLabels.includes(label));
  const winner = largest(brain.length > 0 ? brain : rest);
  if (winner === undefined) return BACKGROUND;
  const second = largest((rule === "evaluation" ? rest : brain).filter(([label]) => label !== winner));
  const isBelowCortex = CORTEX.includes(winner) && second !== undefined && WHITE_MATTER.includes(second);
  return isBelowCortex ? second : winner;
}

/** The label with most voxels, the first of equals. */
function largest(counts: readonly LabelCount[]): number | undefined {
  let best: LabelCount | undefined;
  for (const count of counts) if (best === undefined || count[1] > best[1]) best = count;
  return best?.[0];
}
