import fc, { type Arbitrary } from "fast-check";
import type { EvaluationCase, Lesion, OverlapEntry } from "../evaluation-case.js";

/** Centres on a coarse grid, so that distances tie often; sizes, scores and overlaps that fit together. */
export function arbitraryCase(maxLesions: number = 6): Arbitrary<EvaluationCase> {
  const coordinate = fc.integer({ min: 0, max: 8 });
  const lesion = fc.record({
    centreVoxel: fc.tuple(coordinate, coordinate, coordinate),
    sizeVoxels: fc.integer({ min: 5, max: 40 }),
    score: fc.integer({ min: 1, max: 9 }).map((tenths) => tenths / 10),
  });
  const distinct = (list: Arbitrary<Lesion>): Arbitrary<Lesion[]> =>
    fc.uniqueArray(list, { maxLength: maxLesions, selector: ({ centreVoxel }) => String(centreVoxel) });
  return fc
    .record({ reference: distinct(lesion), prediction: distinct(lesion), seed: fc.nat(4) })
    .map(({ reference, prediction, seed }) => ({
      id: "generated",
      spacingMm: [1, 1, 2] as const,
      reference,
      prediction,
      overlap: overlapsOf(reference, prediction, seed),
    }));
}

function overlapsOf(reference: readonly Lesion[], prediction: readonly Lesion[], seed: number): OverlapEntry[] {
  const left = reference.map((lesion) => lesion.sizeVoxels ?? 0);
  const right = prediction.map((lesion) => lesion.sizeVoxels ?? 0);
  const entries: OverlapEntry[] = [];
  for (let r = 0; r < left.length; r++) {
    for (let p = 0; p < right.length; p++) {
      const [a, b] = [reference[r]?.centreVoxel ?? [0, 0, 0], prediction[p]?.centreVoxel ?? [0, 0, 0]];
      const apart = Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + Math.abs(a[2] - b[2]);
      const voxels = apart > 3 ? 0 : Math.min(left[r] ?? 0, right[p] ?? 0, 1 + seed + 3 - apart);
      if (voxels <= 0) continue;
      entries.push([r, p, voxels]);
      left[r] = (left[r] ?? 0) - voxels;
      right[p] = (right[p] ?? 0) - voxels;
    }
  }
  return entries;
}

/** The same lesions in another order, with their overlaps. */
export function reorderCase(
  evaluationCase: EvaluationCase,
  references: readonly number[],
  predictions: readonly number[],
): EvaluationCase {
  const place = (order: readonly number[]): Map<number, number> => new Map(order.map((old, now) => [old, now]));
  const [rows, columns] = [place(references), place(predictions)];
  return {
    ...evaluationCase,
    reference: references.map((n) => evaluationCase.reference[n] as Lesion),
    prediction: predictions.map((n) => evaluationCase.prediction[n] as Lesion),
    overlap: (evaluationCase.overlap ?? []).map(([r, p, voxels]) => [rows.get(r) ?? 0, columns.get(p) ?? 0, voxels]),
  };
}

/** Reference and prediction exchanged. */
export function swapCase(evaluationCase: EvaluationCase): EvaluationCase {
  return {
    ...evaluationCase,
    reference: evaluationCase.prediction,
    prediction: evaluationCase.reference,
    overlap: (evaluationCase.overlap ?? []).map(([r, p, voxels]) => [p, r, voxels]),
  };
}
