import {
  type Affine,
  affineDeterminant,
  assertSameGrid,
  foregroundRuns,
  type Volume,
  type VoxelArray,
  type VoxelRuns,
} from "@cmb/core";
import { type BinaryScores, binaryScores } from "../classification/binary-scores.js";
import { forEachSharedRun, voxelsOf } from "../labelling/shared-runs.js";
import type { MaskPair } from "./mask-pair.js";

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
  return comparePair({
    reference: foregroundRuns(reference),
    prediction: foregroundRuns(prediction),
    affine: reference.affine,
  });
}

/** {@link compareMasks} of masks whose runs are known. @internal */
export function comparePair({ reference, prediction, affine }: MaskPair): MaskComparison {
  let both = 0;
  forEachSharedRun(reference, prediction, (_l, _r, first, end) => {
    both += end - first;
  });
  const referenceOnly = voxelsOf(reference) - both;
  const predictionOnly = voxelsOf(prediction) - both;
  const [ni, nj, nk] = reference.shape;
  const voxelMm3 = Math.abs(affineDeterminant(affine));
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
    centreDistanceMm: centreDistance(reference, prediction, affine),
    voxelScores: binaryScores({ ...counts, trueNegatives: ni * nj * nk - union }),
  };
}

function centreDistance(reference: VoxelRuns, prediction: VoxelRuns, affine: Affine): number {
  const [a, b] = [centre(reference), centre(prediction)];
  const difference = [a[0] - b[0], a[1] - b[1], a[2] - b[2]] as const;
  const row = (n: 0 | 1 | 2): number => {
    const at = (column: 0 | 1 | 2): number => affine[4 * n + column] as number;
    return at(0) * difference[0] + at(1) * difference[1] + at(2) * difference[2];
  };
  return Math.hypot(row(0), row(1), row(2));
}

function centre({ shape: [ni, nj], first: starts, end: ends }: VoxelRuns): readonly [number, number, number] {
  let [sumI, sumJ, sumK, voxels] = [0, 0, 0, 0];
  for (let run = 0; run < starts.length; run++) {
    const v = starts[run] as number;
    const length = (ends[run] as number) - v;
    const row = Math.floor(v / ni);
    const k = Math.floor(row / nj);
    sumI += length * (v - row * ni + (length - 1) / 2);
    sumJ += length * (row - k * nj);
    sumK += length * k;
    voxels += length;
  }
  return [sumI / voxels, sumJ / voxels, sumK / voxels];
}
