/**
 * Coefficients of the logistic score, fitted on simulated lesions against everything else that the earlier stages let
 * through in the same phantoms.
 */
export const COEFFICIENTS = {
  intercept: -3.66,
  logContrast: 2.48,
  logContrastToNoise: 1.24,
  logDiameter: 0.5,
  elongation: 2.93,
  tubularity: -3.01,
  blobness: 3.78,
  softEdge: -0.64,
  clutter: -0.39,
  openShare: -0.49,
  nearEdge: -2.21,
} as const;
