import type { EvaluationCase, Lesion } from "@cmb/metrics";

/** How many lesions of each kind a scan has. */
export interface ScanTally {
  readonly found: number;
  readonly missed: number;
  readonly falses: number;
  /** Predictions on references that another one has already. */
  readonly repeats?: number;
  /** Voxels of each found pair: shared, of the prediction, of the reference. */
  readonly pairs?: readonly (readonly [overlap: number, prediction: number, reference: number])[];
}

const APART_MM = 50;

/**
 * A scan of which only counts are known, as lists of lesions: each reference far from every other, predictions on those
 * that were found and far from all where false.
 */
export function countedScan(id: string, { found, missed, falses, repeats = 0, pairs }: ScanTally): EvaluationCase {
  const at = (n: number, side: number, sizeVoxels: number): Lesion => ({
    centreMm: [n * APART_MM, side, 0],
    sizeVoxels,
  });
  const sizes = (n: number): readonly [number, number, number] => pairs?.[n] ?? [1, 1, 1];
  const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);
  return {
    id,
    reference: numbers(found + missed).map((n) => at(n, 0, n < found ? sizes(n)[2] : 1)),
    prediction: [
      ...numbers(found).map((n) => at(n, 0, sizes(n)[1])),
      ...numbers(falses).map((n) => at(n, 1000, 1)),
      ...numbers(repeats).map((n) => at(n % found, 1, 1)),
    ],
    overlap: [
      ...numbers(found).map((n) => [n, n, sizes(n)[0]] as const),
      // No more than any found pair shares, and further on, so that the assignment leaves it out.
      ...numbers(repeats).map((n) => [n % found, found + falses + n, 1] as const),
    ],
  };
}
