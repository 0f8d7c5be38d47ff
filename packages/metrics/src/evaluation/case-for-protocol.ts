import type { Volume, VoxelArray } from "@cmb/core";
import type { EvaluationCase } from "../evaluation-case.js";
import { caseFromMasks } from "../labelling/case-from-masks.js";
import type { Protocol } from "../protocols/protocol.js";

/**
 * One scan's images as the case that a protocol scores: with its thresholds and connectivity, and with the dilation
 * that its criterion needs.
 *
 * @param id - the scan's name
 * @param images - reference and prediction on one grid; masks or probabilities
 * @param protocol - from {@link getProtocol} or {@link overrideProtocol}
 * @param covariates - for strata; none unless given
 * @returns a plain object, independent of the images
 * @throws CmbError `SHAPE_MISMATCH` when the grids differ in size, `INVALID_ARGUMENT` when the affines differ
 * @since 0.1.0
 */
export function caseForProtocol(
  id: string,
  images: { readonly reference: Volume<VoxelArray>; readonly prediction: Volume<VoxelArray> },
  { parameters }: Protocol,
  covariates?: EvaluationCase["covariates"],
): EvaluationCase {
  const { referenceForeground, predictionForeground, connectivity, criterion } = parameters;
  return caseFromMasks(id, images, {
    reference: { foreground: referenceForeground, connectivity },
    prediction: { foreground: predictionForeground, connectivity },
    dilateReferenceMm: criterion.by === "dilatedFootprint" ? criterion.radiusMm : undefined,
    covariates,
  });
}
