import type { VoxelIndex, WorldPoint } from "@cmb/core";

/**
 * One reference or predicted lesion as a point with a size. Units are in the names; what is not known is left out.
 *
 * @since 0.1.0
 */
export interface Lesion {
  /** Centre in voxels, continuous; needs the case's `spacingMm` where distances are measured. */
  readonly centreVoxel?: VoxelIndex;
  /** Centre in RAS+ mm. */
  readonly centreMm?: WorldPoint;
  readonly sizeVoxels?: number;
  /** Confidence of a prediction; larger is surer. */
  readonly score?: number;
  /** Mean value of a soft reference over the lesion, for example the share of raters who marked it; 1 unless given. */
  readonly weight?: number;
  /** Location name for strata, from {@link locationOfCounts} or any other scheme. */
  readonly location?: string;
  /** Measured features for strata, for example `{ diameterMm: 3.1 }`. */
  readonly features?: Readonly<Record<string, number>>;
}

/**
 * Voxels shared by a reference and a predicted lesion; indices count from 0. With a soft reference a fourth number may
 * give the sum of its values over these voxels.
 *
 * @since 0.1.0
 */
export type OverlapEntry = readonly [reference: number, prediction: number, voxels: number, weighted?: number];

/** A reference and a predicted lesion of which one holds the other's centre. @since 0.1.0 */
export type CentreHit = readonly [reference: number, prediction: number];

/** Sums over the whole grid, for overall Dice and volume difference. @since 0.1.0 */
export interface VoxelSums {
  /** Sum of the reference's values over its foreground; the number of voxels where it is binary. */
  readonly softReference: number;
  readonly softPrediction: number;
  /** Sum of reference · prediction. */
  readonly softProduct: number;
  /** Voxels that are foreground in both, in the reference alone, in the prediction alone. */
  readonly both: number;
  readonly referenceOnly: number;
  readonly predictionOnly: number;
  /** Voxels of the grid. */
  readonly grid: number;
}

/** Distances between the surfaces of two whole masks, as `segmentationScores` measures them. @since 0.1.0 */
export interface SurfaceScores {
  readonly hausdorffMm: number;
  readonly hausdorff95Mm: number;
  readonly assdMm: number;
  readonly surfaceDice: number;
  /** The tolerance of surface Dice. */
  readonly surfaceToleranceMm: number;
}

/**
 * One scan's reference and prediction as lesion lists with their overlaps: all that matching needs, without images.
 *
 * @since 0.1.0
 */
export interface EvaluationCase {
  readonly id: string;
  /**
   * Who was scanned. Scans of one patient are not independent: intervals and tests draw patients, not scans, where a
   * case names one. A case without stands for a patient of its own.
   */
  readonly patient?: string;
  readonly spacingMm?: readonly [number, number, number];
  readonly reference: readonly Lesion[];
  readonly prediction: readonly Lesion[];
  /** Each pair with shared voxels once; pairs that are not listed share none. */
  readonly overlap?: readonly OverlapEntry[];
  /** Pairs where the predicted lesion holds the reference's centre. */
  readonly referenceCentreHits?: readonly CentreHit[];
  /** Pairs where the reference lesion holds the prediction's centre. */
  readonly predictionCentreHits?: readonly CentreHit[];
  /** Overlap after each reference was dilated by `radiusMm`. */
  readonly dilatedOverlap?: { readonly radiusMm: number; readonly overlap: readonly OverlapEntry[] };
  readonly voxelSums?: VoxelSums;
  readonly surface?: SurfaceScores;
  /** Acquisition and patient data for strata, for example `{ sequence: "SWI", echoTimeMs: 20 }`. */
  readonly covariates?: Readonly<Record<string, string | number | null>>;
  /**
   * Who wins a tie: the lesion with the smaller position (i, then j, then k; then size and score), so that the order of
   * the lists changes nothing, or the one listed first. `"position"` unless given; masks give `"listed"`, which is the
   * order of their first voxels.
   */
  readonly tieOrder?: "position" | "listed";
}
