/**
 * Coefficients of the logistic score: microbleeds against all else that the earlier stages let through, in 36 phantoms
 * of `@cmb/synth` (253 microbleeds among 5206 candidates). Made by
 * `npm run build && node benchmarks/infer/calibrate-classical.mjs`.
 */
export const COEFFICIENTS = {
  intercept: -4.736,
  logContrast: 2.184,
  logContrastToNoise: 1.344,
  logDiameter: 1.431,
  elongation: 3.009,
  tubularity: -3.328,
  blobness: 3.908,
  softEdge: -0.48,
  clutter: -1.084,
  openShare: -1.159,
  nearEdge: -2.33,
} as const;

/**
 * The least score of a microbleed at each preset. In the phantoms of the fit these leave about 4.5, 0.8 and 0.2 false
 * marks in a head of 0.6 times the size of an adult's.
 */
export const THRESHOLDS = { sensitive: 0.2, balanced: 0.5, specific: 0.7 } as const;

/** The least score of a definite microbleed: in the phantoms of the fit nine in ten of those above are true. */
export const DEFINITE_THRESHOLD = 0.7;
