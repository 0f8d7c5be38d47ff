/**
 * What makes a reference and a predicted lesion a possible match, and how good it is.
 *
 * - `overlap`: shared voxels ≥ `minimumVoxels`; more is better.
 * - `iou`, `dice`: share ≥ `minimum`, or > where `strict`; more is better.
 * - `centreDistance`: centres ≤ `toleranceMm` apart, or < where `strict`; less is better. `truncateCentres` cuts the
 *   voxel coordinates to whole numbers first, as the source stores them; centres that are given in mm are taken as they
 *   are, since they have none to cut.
 * - `pointInMask`: one side's centre lies in the other's voxels, or the centres are within `orWithinMm`; nearer is better.
 * - `dilatedFootprint`: the prediction shares ≥ `minimumVoxels` with the reference dilated by `radiusMm`.
 *
 * @since 0.1.0
 */
export type Criterion =
  | { readonly by: "overlap"; readonly minimumVoxels: number }
  | { readonly by: "iou" | "dice"; readonly minimum: number; readonly strict: boolean }
  | {
      readonly by: "centreDistance";
      readonly toleranceMm: number;
      readonly strict: boolean;
      readonly truncateCentres: boolean;
    }
  | {
      readonly by: "pointInMask";
      readonly point: "reference" | "prediction" | "either";
      readonly orWithinMm: number | null;
    }
  | { readonly by: "dilatedFootprint"; readonly radiusMm: number; readonly minimumVoxels: number };

/**
 * Which of the possible matches count.
 *
 * - `greedyByScore`: predictions by falling score; each takes its best reference that is still free.
 * - `greedyByValue`: pairs from the best value on; one-to-one.
 * - `optimal`: one-to-one with the most matches, then the best sum of values.
 * - `optimalSum`: one-to-one with the largest sum of 1 + value (PI-CAI); values must grow with quality.
 * - `nearestReference`: each prediction names its best reference; of those that name one reference the best is the hit,
 *   all of them where they tie; the others are repeats.
 * - `manyToOne`: each prediction goes to its best reference, which may be hit several times.
 * - `touching`: every possible match counts, in both directions.
 *
 * @since 0.1.0
 */
export type Assignment =
  | "greedyByScore"
  | "greedyByValue"
  | "optimal"
  | "optimalSum"
  | "nearestReference"
  | "manyToOne"
  | "touching";

/** A whole matching rule. @since 0.1.0 */
export interface MatchRule {
  readonly criterion: Criterion;
  readonly assignment: Assignment;
}

/** A possible match with its value: voxels, a share or millimetres, by the criterion. @since 0.1.0 */
export interface PairValue {
  readonly reference: number;
  readonly prediction: number;
  readonly value: number;
}

/** What became of a prediction: matched; a possible match that lost to another; no possible match. @since 0.1.0 */
export type PredictionOutcome = "matched" | "repeat" | "unmatched";

/** The outcome of matching one case; indices count from 0. @since 0.1.0 */
export interface Matching {
  readonly caseId: string;
  readonly rule: MatchRule;
  readonly referenceCount: number;
  readonly predictionCount: number;
  /** Every pair that meets the criterion, ordered by reference, then prediction. */
  readonly candidates: readonly PairValue[];
  /** The pairs that count, ordered by reference, then prediction. */
  readonly pairs: readonly PairValue[];
  readonly referenceFound: readonly boolean[];
  readonly predictionOutcome: readonly PredictionOutcome[];
}
