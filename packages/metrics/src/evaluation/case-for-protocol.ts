import type { Volume, VoxelArray, VoxelRuns } from "@cmb/core";
import type { EvaluationCase } from "../evaluation-case.js";
import { type CaseFromMasksOptions, caseFromMasks } from "../labelling/case-from-masks.js";
import type { LabellingRule } from "../labelling/labelling-rule.js";
import { lesionRuns } from "../labelling/lesion-runs.js";
import type { Protocol } from "../protocols/protocol.js";
import { surfaceScores } from "../segmentation/surface-scores.js";
import { filterBySize } from "./filter-by-size.js";

/** What a case holds beside what its protocol needs. @since 0.1.0 */
export type CaseForProtocolOptions = Omit<CaseFromMasksOptions, "reference" | "prediction" | "dilateReferenceMm">;

/**
 * One scan's images as the case that a protocol scores: with its thresholds and connectivity, and with the dilation
 * that its criterion needs.
 *
 * @param id - the scan's name
 * @param images - reference and prediction on one grid; masks or probabilities
 * @param protocol - from {@link getProtocol} or {@link overrideProtocol}
 * @param options - patient, covariates, features, locations, surface distances; none unless given
 * @returns a plain object, independent of the images
 * @throws CmbError `SHAPE_MISMATCH` when the grids differ in size, `INVALID_ARGUMENT` when the affines differ,
 * `OUT_OF_RANGE` for a negative tolerance
 * @since 0.1.0
 */
export function caseForProtocol(
  id: string,
  images: { readonly reference: Volume<VoxelArray>; readonly prediction: Volume<VoxelArray> },
  { parameters }: Protocol,
  options: CaseForProtocolOptions = {},
): EvaluationCase {
  const { referenceForeground, predictionForeground, connectivity, criterion } = parameters;
  const rules = {
    reference: { foreground: referenceForeground, connectivity },
    prediction: { foreground: predictionForeground, connectivity },
  };
  const dilateReferenceMm = criterion.by === "dilatedFootprint" ? criterion.radiusMm : undefined;
  const { surfaceToleranceMm, ...others } = options;
  const filters = parameters.minimumSizeVoxels > 1 && parameters.measures !== "shivaClusters";
  if (surfaceToleranceMm === undefined || !filters) {
    return caseFromMasks(id, images, { ...options, ...rules, dilateReferenceMm });
  }
  // Surfaces are of the lesions that count: those below the protocol's size are taken away before and not after.
  const whole = caseFromMasks(id, images, { ...others, ...rules, dilateReferenceMm });
  const least = parameters.minimumSizeVoxels;
  const pair = {
    reference: runsOfSize(images.reference, rules.reference, parameters.minimumSizeOf === "both" ? least : 1),
    prediction: runsOfSize(images.prediction, rules.prediction, least),
    affine: images.reference.affine,
  };
  return { ...filterBySize(whole, parameters), surface: surfaceScores(pair, surfaceToleranceMm) };
}

function runsOfSize(image: Volume<VoxelArray>, rule: LabellingRule, minimumSizeVoxels: number): VoxelRuns {
  const { runs, lesions } = lesionRuns(image, rule);
  const { shape, first, end, label } = runs;
  const isKept = (_: number, run: number): boolean =>
    (lesions[(label[run] as number) - 1]?.sizeVoxels ?? 0) >= minimumSizeVoxels;
  return { shape, first: first.filter(isKept), end: end.filter(isKept) };
}
