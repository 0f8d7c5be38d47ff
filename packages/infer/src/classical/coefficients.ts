/**
 * Coefficients of the logistic score, fitted on simulated lesions against everything else that the earlier stages let
 * through in the same phantoms.
 */
export const COEFFICIENTS = {
  intercept: -2,
  logContrast: 1.5,
  logContrastToNoise: 1,
  logDiameter: 0,
  elongation: 2,
  tubularity: -6,
  blobness: 6,
  clutter: -3,
  nearEdge: -1,
} as const;
