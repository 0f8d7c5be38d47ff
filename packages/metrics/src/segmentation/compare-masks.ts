import { affineDeterminant, assertSameGrid, type Volume, type VoxelArray } from "@cmb/core";
import { type BinaryScores, binaryScores } from "../classification/binary-scores.js";

/** Two masks voxel by voxel. @since 0.1.0 */
export interface MaskComparison {
  readonly bothVoxels: number;
  readonly referenceOnlyVoxels: number;
  readonly predictionOnlyVoxels: number;
  readonly bothMm3: number;
  readonly referenceOnlyMm3: number;
  readonly predictionOnlyMm3: number;
  /** NaN where both masks are empty. */
  readonly dice: number;
  readonly iou: number;
  /** Prediction minus reference. */
  readonly volumeDifferenceMm3: number;
  /** (prediction − reference) / reference; NaN without a reference. */
  readonly relativeVolumeDifference: number;
  /** Distance of the two centres of mass in mm; NaN where a mask is empty. */
  readonly centreDistanceMm: number;
  /** Voxel-wise precision, recall, specificity. */
  readonly voxelScores: BinaryScores;
}

/**
 * Overlap, volumes and voxel-wise rates of two masks.
 *
 * @param reference - mask; every value other than 0 is foreground
 * @param prediction - mask on the same grid
 * @returns counts, and shares that are NaN where undefined
 * @throws CmbError `SHAPE_MISMATCH` when the grids differ in size
 * @since 0.1.0
 */
export function compareMasks(reference: Volume<VoxelArray>, prediction: Volume<VoxelArray>): MaskComparison {
  assertSameGrid("compareMasks", reference, prediction);
  let [both, referenceOnly, predictionOnly] = [0, 0, 0];
  for (let v = 0; v < reference.data.length; v++) {
    const [r, p] = [reference.data[v] !== 0, prediction.data[v] !== 0];
    if (r && p) both++;
    else if (r) referenceOnly++;
    else if (p) predictionOnly++;
  }
  const voxelMm3 = Math.abs(affineDeterminant(reference.affine));
  const union = both + referenceOnly + predictionOnly;
  const counts = { truePositives: both, falsePositives: predictionOnly, falseNegatives: referenceOnly };
  return {
    bothVoxels: both,
    referenceOnlyVoxels: referenceOnly,
    predictionOnlyVoxels: predictionOnly,
    bothMm3: both * voxelMm3,
    referenceOnlyMm3: referenceOnly * voxelMm3,
    predictionOnlyMm3: predictionOnly * voxelMm3,
    dice: (2 * both) / (union + both),
    iou: both / union,
    volumeDifferenceMm3: (predictionOnly - referenceOnly) * voxelMm3,
    relativeVolumeDifference: (predictionOnly - referenceOnly) / (both + referenceOnly || Number.NaN),
    centreDistanceMm: centreDistance(reference, prediction),
    voxelScores: binaryScores({ ...counts, trueNegatives: reference.data.length - union }),
  };
}

function centreDistance(reference: Volume<VoxelArray>, prediction: Volume<VoxelArray>): number {
  const [a, b] = [centre(reference), centre(prediction)];
  const difference = [a[0] - b[0], a[1] - b[1], a[2] - b[2]] as const;
  const row = (n: 0 | 1 | 2): number => {
    const at = (column: 0 | 1 | 2): number => reference.affine[4 * n + column] as number;
    return at(0) * difference[0] + at(1) * difference[1] + at(2) * difference[2];
  };
  return Math.hypot(row(0), row(1), row(2));
}

function centre({ data, shape: [ni, nj, nk] }: Volume<VoxelArray>): readonly [number, number, number] {
  const sums = [0, 0, 0, 0] as [number, number, number, number];
  let v = 0;
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++, v++) {
        if (data[v] === 0) continue;
        sums[0] += i;
        sums[1] += j;
        sums[2] += k;
        sums[3]++;
      }
    }
  }
  return [sums[0] / sums[3], sums[1] / sums[3], sums[2] / sums[3]];
}
