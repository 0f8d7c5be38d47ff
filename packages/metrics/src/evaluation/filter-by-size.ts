import type { CentreHit, EvaluationCase, Lesion, OverlapEntry } from "../evaluation-case.js";

/** Which lesions are too small to count. @since 0.1.0 */
export interface SizeFilter {
  readonly minimumSizeVoxels: number;
  readonly minimumSizeOf: "both" | "prediction";
}

/**
 * A case without the lesions below a size; lesions of unknown size stay. Overlaps and centre hits follow.
 *
 * @param evaluationCase - one scan
 * @param filter - the size and the side
 * @returns the same object where nothing is removed; voxel sums and surface scores are left out where something is
 * @since 0.1.0
 */
export function filterBySize(evaluationCase: EvaluationCase, filter: SizeFilter): EvaluationCase {
  const isKept = ({ sizeVoxels = Number.POSITIVE_INFINITY }: Lesion): boolean => sizeVoxels >= filter.minimumSizeVoxels;
  return filterLesions(evaluationCase, filter.minimumSizeOf === "both" ? isKept : () => true, isKept);
}

/**
 * A case with some of its lesions. Overlaps and centre hits follow.
 *
 * @param evaluationCase - one scan
 * @param keepsReference - which reference lesions stay
 * @param keepsPrediction - which predicted lesions stay
 * @returns the same object where nothing is removed; voxel sums and surface scores are left out where something is
 * @since 0.1.0
 */
export function filterLesions(
  evaluationCase: EvaluationCase,
  keepsReference: (lesion: Lesion) => boolean,
  keepsPrediction: (lesion: Lesion) => boolean,
): EvaluationCase {
  const rows = renumbering(evaluationCase.reference, keepsReference);
  const columns = renumbering(evaluationCase.prediction, keepsPrediction);
  const isWhole = rows.size === evaluationCase.reference.length && columns.size === evaluationCase.prediction.length;
  if (isWhole) return evaluationCase;
  const pick = (list: readonly Lesion[], kept: ReadonlyMap<number, number>): readonly Lesion[] =>
    list.filter((_, n) => kept.has(n));
  const renumber = <T extends readonly [number, number, ...unknown[]]>([r, p, ...rest]: T): T[] => {
    const [row, column] = [rows.get(r), columns.get(p)];
    return row === undefined || column === undefined ? [] : [[row, column, ...rest] as unknown as T];
  };
  const {
    overlap,
    referenceCentreHits,
    predictionCentreHits,
    dilatedOverlap,
    voxelSums: _,
    surface: __,
    ...rest
  } = evaluationCase;
  return {
    ...rest,
    reference: pick(evaluationCase.reference, rows),
    prediction: pick(evaluationCase.prediction, columns),
    ...(overlap && { overlap: overlap.flatMap(renumber<OverlapEntry>) }),
    ...(referenceCentreHits && { referenceCentreHits: referenceCentreHits.flatMap(renumber<CentreHit>) }),
    ...(predictionCentreHits && { predictionCentreHits: predictionCentreHits.flatMap(renumber<CentreHit>) }),
    ...(dilatedOverlap && {
      dilatedOverlap: { ...dilatedOverlap, overlap: dilatedOverlap.overlap.flatMap(renumber<OverlapEntry>) },
    }),
  };
}

/** New index of each lesion that stays. */
function renumbering(lesions: readonly Lesion[], isKept: (lesion: Lesion) => boolean): ReadonlyMap<number, number> {
  const kept = [...lesions.keys()].filter((n) => isKept(lesions[n] as Lesion));
  return new Map(kept.map((old, now) => [old, now]));
}
