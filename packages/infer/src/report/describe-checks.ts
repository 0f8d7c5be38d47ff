import type { InputCheckCode } from "../report.js";

/** What it means that a check found nothing, for a reader. @since 0.1.0 */
export const PASSED_CHECKS: Readonly<Record<InputCheckCode, string>> = {
  EMPTY_IMAGE: "an image with a signal",
  LABEL_MAP: "a scan, not a mask or an atlas",
  NOT_MAGNITUDE: "magnitudes, not signed values",
  PHASE_IMAGE: "a magnitude image, not phase",
  INVERTED_CONTRAST: "veins and haemorrhage are dark, not bright",
  WRONG_CONTRAST: "contrast as in T2*-weighted GRE or SWI",
  MINIMUM_INTENSITY_PROJECTION: "single slices, not a minimum intensity projection",
  NOT_A_BRAIN: "a head with a brain in it",
  TOO_COARSE: "voxels small enough",
  THICK_SLICES: "slices thin enough",
  PARTIAL_COVERAGE: "the brain is covered",
  NAN_VOXELS: "every voxel has a value",
  LOW_SIGNAL_TO_NOISE: "enough signal over noise",
};
