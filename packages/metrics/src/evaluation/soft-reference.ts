import type { EvaluationCase } from "../evaluation-case.js";

/**
 * The same case with sizes and overlaps weighed by the values of a soft reference.
 *
 * @param evaluationCase - lesions with weights and weighted overlaps
 * @returns a case whose reference sizes and overlaps are sums of the reference's values
 * @internal
 */
export function weighByReference(evaluationCase: EvaluationCase): EvaluationCase {
  return {
    ...evaluationCase,
    reference: evaluationCase.reference.map((lesion) => ({
      ...lesion,
      ...(lesion.sizeVoxels !== undefined && { sizeVoxels: lesion.sizeVoxels * (lesion.weight ?? 1) }),
    })),
    ...(evaluationCase.overlap && {
      overlap: evaluationCase.overlap.map(([r, p, voxels, weighted = voxels]) => [r, p, weighted] as const),
    }),
  };
}
