import { assertSameGrid, CmbError, nearestVoxel, type Shape, spacing, type Volume, type VoxelArray } from "@cmb/core";
import type { CentreHit, EvaluationCase, Lesion, OverlapEntry, VoxelSums } from "../evaluation-case.js";
import { dilatedOverlap } from "./dilated-overlap.js";
import { type LabelledLesions, labelLesions, lesionsFromInstances } from "./label-lesions.js";
import { isForeground, type LabellingRule, voxelWeight } from "./labelling-rule.js";

/** How two images become a case. @since 0.1.0 */
export interface CaseFromMasksOptions {
  readonly reference: LabellingRule;
  readonly prediction: LabellingRule;
  /** Also measures the overlap with references dilated by this radius; left out unless given. */
  readonly dilateReferenceMm?: number | undefined;
  readonly covariates?: EvaluationCase["covariates"] | undefined;
}

/**
 * One scan's reference and predicted image as an {@link EvaluationCase}: lesions, overlaps, centre hits, voxel sums.
 *
 * A soft reference keeps its values: overlaps and sums weigh each voxel by it. A binary reference weighs 1.
 *
 * @param id - the scan's name
 * @param images - reference and prediction on one grid; masks or probabilities
 * @param options - labelling of both sides; no defaults
 * @returns a plain object, independent of the images
 * @throws CmbError `SHAPE_MISMATCH` when the grids differ in size, `INVALID_ARGUMENT` when the affines differ
 * @since 0.1.0
 */
export function caseFromMasks(
  id: string,
  images: { readonly reference: Volume<VoxelArray>; readonly prediction: Volume<VoxelArray> },
  options: CaseFromMasksOptions,
): EvaluationCase {
  const { reference, prediction } = images;
  assertSameGrid(`caseFromMasks: ${id}`, reference, prediction);
  assertSameAffine(id, reference, prediction);
  const references = labelLesions(reference, options.reference);
  const predictions = labelLesions(prediction, options.prediction);
  return {
    ...assemble(id, { references, predictions, values: reference }, options),
    voxelSums: voxelSumsOf(images, options),
  };
}

/**
 * One scan's reference and predicted instance images as an {@link EvaluationCase}; each label is one lesion.
 *
 * @param id - the scan's name
 * @param images - instance labels on one grid, 0 for background
 * @param options - dilation and covariates, where wanted
 * @returns a plain object, independent of the images
 * @throws CmbError `SHAPE_MISMATCH` when the grids differ in size, `INVALID_ARGUMENT` when the affines differ,
 * `OUT_OF_RANGE` when a label is negative or not whole
 * @since 0.1.0
 */
export function caseFromInstances(
  id: string,
  images: { readonly reference: Volume<VoxelArray>; readonly prediction: Volume<VoxelArray> },
  options: Omit<CaseFromMasksOptions, "reference" | "prediction"> = {},
): EvaluationCase {
  assertSameGrid(`caseFromInstances: ${id}`, images.reference, images.prediction);
  assertSameAffine(id, images.reference, images.prediction);
  const references = lesionsFromInstances(images.reference);
  const predictions = lesionsFromInstances(images.prediction);
  const rule = { foreground: { threshold: 0, includes: "above" }, connectivity: 26 } as const;
  return {
    ...assemble(id, { references, predictions, values: images.reference }, options),
    voxelSums: voxelSumsOf(images, { reference: rule, prediction: rule }),
  };
}

interface Labelled {
  readonly references: LabelledLesions;
  readonly predictions: LabelledLesions;
  readonly values: Volume<VoxelArray>;
}

function assemble(
  id: string,
  { references, predictions, values }: Labelled,
  { dilateReferenceMm: radiusMm, covariates }: Omit<CaseFromMasksOptions, "reference" | "prediction">,
): EvaluationCase {
  return {
    id,
    spacingMm: spacing(values.affine),
    reference: references.lesions,
    prediction: predictions.lesions,
    overlap: overlapOf(references, predictions, values),
    referenceCentreHits: centreHits(references.lesions, predictions, (lesion, label) => [lesion, label]),
    predictionCentreHits: centreHits(predictions.lesions, references, (lesion, label) => [label, lesion]),
    ...(radiusMm !== undefined && {
      dilatedOverlap: { radiusMm, overlap: dilatedOverlap(references, predictions, radiusMm) },
    }),
    ...(covariates !== undefined && { covariates }),
    tieOrder: "listed",
  };
}

// The tolerance is a hundredth of a voxel over 512 voxels, what float32 headers lose at most.
const AFFINE_TOLERANCE_MM = 1e-2;

function assertSameAffine(id: string, reference: Volume<VoxelArray>, prediction: Volume<VoxelArray>): void {
  const apart = reference.affine.findIndex(
    (value, n) => Math.abs(value - (prediction.affine[n] as number)) > AFFINE_TOLERANCE_MM,
  );
  if (apart === -1) return;
  const message = `caseFromMasks: ${id}: the images are not co-registered (affine entry ${apart} is ${reference.affine[apart]} in the reference and ${prediction.affine[apart]} in the prediction); resample one onto the other's grid first`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "affine", value: prediction.affine });
}

function overlapOf(
  references: LabelledLesions,
  predictions: LabelledLesions,
  image: Volume<VoxelArray>,
): readonly OverlapEntry[] {
  const columns = predictions.lesions.length;
  const sums = new Map<number, number>();
  const left = references.labels.data;
  const right = predictions.labels.data;
  for (let v = 0; v < left.length; v++) {
    const r = left[v] as number;
    const p = right[v] as number;
    if (r === 0 || p === 0) continue;
    const key = (r - 1) * columns + (p - 1);
    sums.set(key, (sums.get(key) ?? 0) + voxelWeight(image.data[v] as number));
  }
  return [...sums]
    .sort(([a], [b]) => a - b)
    .map(([key, voxels]) => [Math.floor(key / columns), key % columns, voxels] as const);
}

function centreHits(
  lesions: readonly Lesion[],
  other: LabelledLesions,
  pair: (lesion: number, label: number) => CentreHit,
): readonly CentreHit[] {
  const { data, shape, affine } = other.labels;
  return lesions.flatMap(({ centreMm }, n) => {
    if (centreMm === undefined) return [];
    const label = data[indexOf(nearestVoxel(affine, centreMm), shape)] ?? 0;
    return label === 0 ? [] : [pair(n, label - 1)];
  });
}

function indexOf([i, j, k]: readonly [number, number, number], [ni, nj, nk]: Shape): number {
  const inside = i >= 0 && j >= 0 && k >= 0 && i < ni && j < nj && k < nk;
  return inside ? i + ni * (j + nj * k) : -1;
}

function voxelSumsOf(
  images: { readonly reference: Volume<VoxelArray>; readonly prediction: Volume<VoxelArray> },
  options: Pick<CaseFromMasksOptions, "reference" | "prediction">,
): VoxelSums {
  const sums = { reference: 0, prediction: 0, product: 0, both: 0, referenceOnly: 0, predictionOnly: 0 };
  const left = images.reference.data;
  const right = images.prediction.data;
  for (let v = 0; v < left.length; v++) {
    const inReference = isForeground(left[v] as number, options.reference.foreground);
    const inPrediction = isForeground(right[v] as number, options.prediction.foreground);
    const r = inReference ? voxelWeight(left[v] as number) : 0;
    const p = inPrediction ? voxelWeight(right[v] as number) : 0;
    sums.reference += r;
    sums.prediction += p;
    sums.product += r * p;
    if (inReference && inPrediction) sums.both++;
    else if (inReference) sums.referenceOnly++;
    else if (inPrediction) sums.predictionOnly++;
  }
  return { ...sums, grid: left.length };
}
