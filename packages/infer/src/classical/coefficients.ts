/**
 * Coefficients of the logistic score, fitted on simulated lesions against everything else that the earlier stages let
 * through in the same phantoms.
 */
export const COEFFICIENTS = {
  intercept: -2.52,
  logContrast: 1.09,
  logContrastToNoise: 1.57,
  logDiameter: -0.02,
  elongation: 0.75,
  tubularity: -5.37,
  blobness: 5.29,
  clutter: -0.68,
  openShare: 0,
  nearEdge: -2.51,
} as const;
