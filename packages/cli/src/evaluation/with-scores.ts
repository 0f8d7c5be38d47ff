import type { Volume, VoxelArray } from "@cmb/core";
import type { LabelledLesions, Lesion } from "@cmb/metrics";

/**
 * Predicted lesions with the scores that their detector gave them.
 *
 * @param lesions - in the order of their labels
 * @param labelled - the same lesions with their voxels
 * @param scores - the image whose values name the detector's lesions, and the score of each name
 * @returns new lesions; one that touches several names has the best of their scores, one that touches none no score
 */
export function withScores(
  lesions: readonly Lesion[],
  { labels, voxels }: LabelledLesions,
  { names, byName }: { readonly names: Volume<VoxelArray>; readonly byName: ReadonlyMap<number, number> },
): readonly Lesion[] {
  const best = new Map<number, number>();
  for (const v of voxels) {
    const score = byName.get(names.data[v] as number);
    const label = labels.data[v] as number;
    if (score !== undefined) best.set(label, Math.max(score, best.get(label) ?? Number.NEGATIVE_INFINITY));
  }
  return lesions.map(({ score: _, ...lesion }, n) => {
    const score = best.get(n + 1);
    return score === undefined ? lesion : { ...lesion, score };
  });
}
