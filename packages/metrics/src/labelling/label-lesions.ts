import type { LabelMap, Volume, VoxelArray } from "@cmb/core";
import type { Lesion } from "../evaluation-case.js";
import type { LabellingRule } from "./labelling-rule.js";
import { instanceRuns, type LesionRuns, lesionRuns } from "./lesion-runs.js";
import { voxelsOf } from "./shared-runs.js";

/** The lesions of one image. `lesions[n]` has label n + 1. @since 0.1.0 */
export interface LabelledLesions {
  readonly labels: LabelMap;
  readonly lesions: readonly Lesion[];
  /** Linear indices of all lesion voxels, ascending. */
  readonly voxels: Uint32Array;
}

/**
 * The connected objects of a mask or probability image as lesions.
 *
 * Numbered by the first voxel met when i runs slowest and k fastest, as `scipy.ndimage.label` numbers an array that
 * nibabel read; ties in matching rules follow this order. `score` is the largest voxel value, `weight` the mean value with
 * values above 1 taken as 1, so that instance labels and 0/255 masks weigh 1; `features` are those of {@link lesionShape}.
 *
 * @param image - mask, probabilities or instance labels treated as one mask
 * @param rule - threshold and connectivity; no defaults
 * @returns labels on the same grid and one lesion for each
 * @throws CmbError `OUT_OF_RANGE` when the threshold is not a number
 * @since 0.1.0
 */
export function labelLesions(image: Volume<VoxelArray>, rule: LabellingRule): LabelledLesions {
  return paintLesions(lesionRuns(image, rule));
}

/**
 * The lesions of an instance image: every label other than 0 is one lesion, connected or not.
 *
 * Numbered as {@link labelLesions} numbers them, whatever the labels were. `score` and `weight` are 1.
 *
 * @param instances - whole numbers, 0 for background
 * @returns labels 1…n on the same grid and one lesion for each
 * @throws CmbError `OUT_OF_RANGE` when a value is negative or not whole
 * @since 0.1.0
 */
export function lesionsFromInstances(instances: Volume<VoxelArray>): LabelledLesions {
  return paintLesions(instanceRuns(instances));
}

/** Runs as a grid of labels. @internal */
export function paintLesions({ runs, lesions }: LesionRuns): LabelledLesions {
  const { shape, affine, first, end, label: labels } = runs;
  const data = new Uint32Array(shape[0] * shape[1] * shape[2]);
  const voxels = new Uint32Array(voxelsOf(runs));
  let n = 0;
  for (let run = 0; run < first.length; run++) {
    const label = labels[run] as number;
    const last = end[run] as number;
    for (let v = first[run] as number; v < last; v++) {
      data[v] = label;
      voxels[n++] = v;
    }
  }
  return { labels: { data, shape, affine }, lesions, voxels };
}
