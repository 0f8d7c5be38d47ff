import { type Affine, type LabelMap, type Shape, voxelCount } from "@cmb/core";
import type { Annotation } from "../dataset-subject.js";

/** Lesions as an image. */
export interface AnnotationLabels {
  readonly labels: LabelMap;
  readonly count: number;
}

/**
 * What an annotation says as an image of labels on the grid of its scan: a voxel for each centre; nothing but 0 where there
 * is said to be no lesion.
 *
 * @returns `undefined` where nothing is said
 */
export function annotationLabels(
  annotation: Annotation,
  { shape, affine }: { readonly shape: Shape; readonly affine: Affine },
): AnnotationLabels | undefined {
  if (annotation.kind === "unknown") return undefined;
  if (annotation.kind === "mask") return { labels: { ...annotation.labels, affine }, count: annotation.count };
  const data = new Uint32Array(voxelCount(shape));
  const centres = annotation.kind === "centres" ? annotation.centres : [];
  for (const [n, [i, j, k]] of centres.entries()) data[i + shape[0] * (j + shape[1] * k)] = n + 1;
  return { labels: { data, shape, affine }, count: centres.length };
}
