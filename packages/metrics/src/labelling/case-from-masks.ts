import { assertSameGrid, CmbError, nearestVoxel, type Shape, spacing, type Volume, type VoxelArray } from "@cmb/core";
import type { CentreHit, EvaluationCase, Lesion, OverlapEntry, VoxelSums } from "../evaluation-case.js";
import { type MeasureLesionsOptions, measureLesions } from "../features/measure-lesions.js";
import type { MaskPair } from "../segmentation/mask-pair.js";
import { surfaceScores } from "../segmentation/surface-scores.js";
import { dilatedOverlap } from "./dilated-overlap.js";
import { paintLesions } from "./label-lesions.js";
import { type LabellingRule, voxelWeight } from "./labelling-rule.js";
import { instanceRuns, type LesionRuns, lesionRuns } from "./lesion-runs.js";
import { forEachSharedRun, joinTouching, runAt, voxelsOf } from "./shared-runs.js";

/** How two images become a case. @since 0.1.0 */
export interface CaseFromMasksOptions {
  readonly reference: LabellingRule;
  readonly prediction: LabellingRule;
  /** Also measures the overlap with references dilated by this radius; left out unless given. */
  readonly dilateReferenceMm?: number | undefined;
  readonly covariates?: EvaluationCase["covariates"] | undefined;
  /** Who was scanned, see `EvaluationCase`. */
  readonly patient?: string | undefined;
  /** Features and locations to measure on every lesion; none beside size and simple shape unless given. */
  readonly measure?: MeasureLesionsOptions | undefined;
  /** Also measures the distances of the whole masks' surfaces, with surface Dice at this tolerance. */
  readonly surfaceToleranceMm?: number | undefined;
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
 * @throws CmbError `SHAPE_MISMATCH` when the grids differ in size, `INVALID_ARGUMENT` when the affines differ,
 * `OUT_OF_RANGE` for a negative radius or tolerance
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
  const references = lesionRuns(reference, options.reference);
  const predictions = lesionRuns(prediction, options.prediction);
  return assemble(
    id,
    { references, predictions, referenceValues: reference.data, predictionValues: prediction.data },
    options,
  );
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
  const references = instanceRuns(images.reference);
  const predictions = instanceRuns(images.prediction);
  // Every label weighs 1: voxelWeight cuts it.
  const values = { referenceValues: images.reference.data, predictionValues: images.prediction.data };
  return assemble(id, { references, predictions, ...values }, options);
}

interface Labelled {
  readonly references: LesionRuns;
  readonly predictions: LesionRuns;
  readonly referenceValues: VoxelArray;
  readonly predictionValues: VoxelArray;
}

function assemble(
  id: string,
  labelled: Labelled,
  options: Omit<CaseFromMasksOptions, "reference" | "prediction">,
): EvaluationCase {
  const { references, predictions } = labelled;
  const { dilateReferenceMm: radiusMm, covariates, patient, measure, surfaceToleranceMm } = options;
  const needsGrid = radiusMm !== undefined || measure !== undefined;
  const painted = needsGrid && ([paintLesions(references), paintLesions(predictions)] as const);
  return {
    id,
    ...(patient !== undefined && { patient }),
    spacingMm: spacing(references.runs.affine),
    reference: painted && measure ? measureLesions(painted[0], measure) : references.lesions,
    prediction: painted && measure ? measureLesions(painted[1], measure) : predictions.lesions,
    overlap: overlapOf(labelled),
    referenceCentreHits: centreHits(references.lesions, predictions, (lesion, label) => [lesion, label]),
    predictionCentreHits: centreHits(predictions.lesions, references, (lesion, label) => [label, lesion]),
    ...(painted &&
      radiusMm !== undefined && { dilatedOverlap: { radiusMm, overlap: dilatedOverlap(...painted, radiusMm) } }),
    voxelSums: voxelSumsOf(labelled),
    ...(surfaceToleranceMm !== undefined && { surface: surfaceScores(foregroundOf(labelled), surfaceToleranceMm) }),
    ...(covariates !== undefined && { covariates }),
    tieOrder: "listed",
  };
}

function foregroundOf({ references, predictions }: Labelled): MaskPair {
  return {
    reference: joinTouching(references.runs),
    prediction: joinTouching(predictions.runs),
    affine: references.runs.affine,
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

function overlapOf({ references, predictions, referenceValues }: Labelled): readonly OverlapEntry[] {
  const columns = predictions.lesions.length;
  const sums = new Map<number, { voxels: number; weighted: number }>();
  forEachSharedRun(references.runs, predictions.runs, (l, r, first, end) => {
    const key = ((references.runs.label[l] as number) - 1) * columns + (predictions.runs.label[r] as number) - 1;
    const sum = sums.get(key) ?? { voxels: 0, weighted: 0 };
    sums.set(key, sum);
    sum.voxels += end - first;
    for (let v = first; v < end; v++) sum.weighted += voxelWeight(referenceValues[v] as number);
  });
  return [...sums]
    .sort(([a], [b]) => a - b)
    .map(([key, { voxels, weighted }]): OverlapEntry => {
      const [reference, prediction] = [Math.floor(key / columns), key % columns];
      return weighted === voxels ? [reference, prediction, voxels] : [reference, prediction, voxels, weighted];
    });
}

function centreHits(
  lesions: readonly Lesion[],
  { runs }: LesionRuns,
  pair: (lesion: number, label: number) => CentreHit,
): readonly CentreHit[] {
  return lesions.flatMap(({ centreMm }, n) => {
    if (centreMm === undefined) return [];
    const run = runAt(runs, indexOf(nearestVoxel(runs.affine, centreMm), runs.shape));
    return run < 0 ? [] : [pair(n, (runs.label[run] as number) - 1)];
  });
}

function indexOf([i, j, k]: readonly [number, number, number], [ni, nj, nk]: Shape): number {
  const inside = i >= 0 && j >= 0 && k >= 0 && i < ni && j < nj && k < nk;
  return inside ? i + ni * (j + nj * k) : -1;
}

function voxelSumsOf({ references, predictions, referenceValues, predictionValues }: Labelled): VoxelSums {
  let [softProduct, both] = [0, 0];
  forEachSharedRun(references.runs, predictions.runs, (_l, _r, first, end) => {
    both += end - first;
    for (let v = first; v < end; v++) {
      softProduct += voxelWeight(referenceValues[v] as number) * voxelWeight(predictionValues[v] as number);
    }
  });
  return {
    softReference: weightOf(references, referenceValues),
    softPrediction: weightOf(predictions, predictionValues),
    softProduct,
    both,
    referenceOnly: voxelsOf(references.runs) - both,
    predictionOnly: voxelsOf(predictions.runs) - both,
    grid: referenceValues.length,
  };
}

function weightOf({ runs: { first, end } }: LesionRuns, values: VoxelArray): number {
  let weight = 0;
  for (let run = 0; run < first.length; run++) {
    const last = end[run] as number;
    for (let v = first[run] as number; v < last; v++) weight += voxelWeight(values[v] as number);
  }
  return weight;
}
