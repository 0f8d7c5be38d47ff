import { assertSameGrid, CmbError, nearestVoxel, type Shape, spacing, type Volume, type VoxelArray } from "@cmb/core";
import type { CentreHit, EvaluationCase, Lesion, OverlapEntry, VoxelSums } from "../evaluation-case.js";
import { dilatedOverlap } from "./dilated-overlap.js";
import { type LabelledLesions, labelLesions, lesionsFromInstances } from "./label-lesions.js";
import { type LabellingRule, voxelWeight } from "./labelling-rule.js";

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
 * Lesions and overlaps are of the binarised images. The values of soft ones are kept beside: as sums, as the weights of
 * reference lesions and of overlaps.
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
  return assemble(id, { references, predictions, values: reference }, { ...options, soft: prediction.data });
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
  const values = { ...images.reference, data: references.labels.data };
  return assemble(id, { references, predictions, values }, { ...options, soft: predictions.labels.data });
}

interface Labelled {
  readonly references: LabelledLesions;
  readonly predictions: LabelledLesions;
  readonly values: Volume<VoxelArray>;
}

function assemble(
  id: string,
  labelled: Labelled,
  {
    dilateReferenceMm: radiusMm,
    covariates,
    soft,
  }: Omit<CaseFromMasksOptions, "reference" | "prediction"> & { readonly soft: VoxelArray },
): EvaluationCase {
  const { references, predictions, values } = labelled;
  return {
    id,
    spacingMm: spacing(values.affine),
    reference: references.lesions,
    prediction: predictions.lesions,
    overlap: overlapOf(labelled),
    referenceCentreHits: centreHits(references.lesions, predictions, (lesion, label) => [lesion, label]),
    predictionCentreHits: centreHits(predictions.lesions, references, (lesion, label) => [label, lesion]),
    ...(radiusMm !== undefined && {
      dilatedOverlap: { radiusMm, overlap: dilatedOverlap(references, predictions, radiusMm) },
    }),
    voxelSums: voxelSumsOf(labelled, soft),
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

function overlapOf({ references, predictions, values }: Labelled): readonly OverlapEntry[] {
  const columns = predictions.lesions.length;
  const sums = new Map<number, { voxels: number; weighted: number }>();
  for (const v of references.voxels) {
    const p = predictions.labels.data[v] as number;
    if (p === 0) continue;
    const key = ((references.labels.data[v] as number) - 1) * columns + (p - 1);
    const sum = sums.get(key) ?? { voxels: 0, weighted: 0 };
    sums.set(key, sum);
    sum.voxels++;
    sum.weighted += voxelWeight(values.data[v] as number);
  }
  return [...sums]
    .sort(([a], [b]) => a - b)
    .map(([key, { voxels, weighted }]): OverlapEntry => {
      const [reference, prediction] = [Math.floor(key / columns), key % columns];
      return weighted === voxels ? [reference, prediction, voxels] : [reference, prediction, voxels, weighted];
    });
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

function voxelSumsOf({ references, predictions, values }: Labelled, prediction: VoxelArray): VoxelSums {
  const sums = { softReference: 0, softPrediction: 0, softProduct: 0, both: 0 };
  for (const v of references.voxels) {
    const weight = voxelWeight(values.data[v] as number);
    sums.softReference += weight;
    if (predictions.labels.data[v] === 0) continue;
    sums.both++;
    sums.softProduct += weight * voxelWeight(prediction[v] as number);
  }
  for (const v of predictions.voxels) sums.softPrediction += voxelWeight(prediction[v] as number);
  return {
    ...sums,
    referenceOnly: references.voxels.length - sums.both,
    predictionOnly: predictions.voxels.length - sums.both,
    grid: values.data.length,
  };
}
