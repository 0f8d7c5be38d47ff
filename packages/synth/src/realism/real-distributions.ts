// Numbers alone, measured on the annotations of VALDO (T2*-weighted GRE) and RODEJA (SWI) that were drawn voxel by voxel:
// 454 microbleeds, of the image resampled linearly and the mask by nearest voxel to 0.5 mm. Two of them are too small for
// axes. Annotations that are balls about points (DOU, MOMENI, CRB, parts of RODEJA) say nothing on size and are left out.
// Source: the tables CMB_shape_location, CMB_radiomics_metadata and ALL_studies of github.com/jorgedelpozolerida/MicrobleedNet.

/** The probabilities of the quantiles of {@link RealDistribution}. @since 0.1.0 */
export const REAL_PROBABILITIES = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1] as const;

/** What is measured of an object. @since 0.1.0 */
export const MEASURES = [
  "radiusMm",
  "depth",
  "fullDepth",
  "elongation",
  "flatness",
  "majorAxisMm",
  "maximumDiameterMm",
] as const;

/** One of {@link MEASURES}. @since 0.1.0 */
export type Measure = (typeof MEASURES)[number];

/** How a measure is distributed over real microbleeds. @since 0.1.0 */
export interface RealDistribution {
  /** How many microbleeds the quantiles are of. */
  readonly n: number;
  /** At the probabilities of `REAL_PROBABILITIES`. */
  readonly quantiles: readonly number[];
}

/** Real microbleeds of one kind of scan. @since 0.1.0 */
export interface RealGroup {
  readonly name: string;
  /** Slice spacings above `from` up to `to`, mm. */
  readonly sliceMm?: { readonly from: number; readonly to: number };
  readonly contrast?: "GRE" | "SWI";
  readonly measures: { readonly [measure in Measure]?: RealDistribution };
}

/** Real microbleeds, all and by contrast, then by the spacing of slices. @since 0.1.0 */
export const REAL_GROUPS: readonly RealGroup[] = [
  {
    name: "all",
    measures: {
      radiusMm: { n: 454, quantiles: [0.492, 0.548, 0.748, 0.926, 1.143, 1.348, 1.647, 2.188, 2.508, 3.206, 5.601] },
      elongation: { n: 452, quantiles: [0.07, 0.105, 0.2, 0.278, 0.374, 0.487, 0.633, 0.76, 0.822, 0.923, 1] },
      flatness: { n: 452, quantiles: [0, 0, 0.098, 0.183, 0.286, 0.372, 0.48, 0.585, 0.655, 0.783, 0.878] },
      majorAxisMm: { n: 452, quantiles: [1, 1.743, 2.444, 2.918, 3.501, 4.518, 5.318, 9.198, 12.831, 15.547, 19.716] },
      maximumDiameterMm: {
        n: 452,
        quantiles: [1.118, 1.935, 2.739, 3.082, 3.937, 4.583, 6.103, 9.454, 12.19, 16.858, 19.729],
      },
      depth: { n: 452, quantiles: [0.054, 0.113, 0.183, 0.227, 0.357, 0.551, 0.76, 0.861, 0.899, 0.944, 0.974] },
      fullDepth: { n: 452, quantiles: [0.077, 0.176, 0.288, 0.339, 0.516, 0.748, 0.924, 0.98, 0.991, 0.998, 1] },
    },
  },
  {
    name: "SWI",
    contrast: "SWI",
    measures: {
      radiusMm: { n: 210, quantiles: [0.492, 0.496, 0.71, 0.794, 1.005, 1.287, 1.716, 2.218, 2.933, 3.382, 5.601] },
      elongation: { n: 208, quantiles: [0.07, 0.095, 0.138, 0.191, 0.299, 0.424, 0.527, 0.69, 0.76, 0.876, 1] },
      flatness: { n: 208, quantiles: [0, 0, 0.044, 0.1, 0.225, 0.323, 0.408, 0.508, 0.57, 0.696, 0.822] },
      majorAxisMm: { n: 208, quantiles: [1, 1.627, 2.399, 2.961, 3.501, 4.605, 6.944, 12.466, 13.964, 18.11, 19.716] },
      maximumDiameterMm: {
        n: 208,
        quantiles: [1.118, 1.615, 2.484, 3.082, 4.031, 5.196, 7.495, 12.104, 13.248, 18.268, 19.729],
      },
      depth: { n: 208, quantiles: [0.112, 0.157, 0.247, 0.334, 0.475, 0.702, 0.841, 0.906, 0.926, 0.949, 0.974] },
      fullDepth: { n: 208, quantiles: [0.133, 0.207, 0.323, 0.441, 0.634, 0.882, 0.976, 0.991, 0.995, 1, 1] },
    },
  },
  {
    name: "GRE",
    contrast: "GRE",
    measures: {
      radiusMm: { n: 244, quantiles: [0.564, 0.699, 1.005, 1.1, 1.228, 1.356, 1.603, 2.122, 2.379, 2.966, 3.598] },
      elongation: { n: 244, quantiles: [0.246, 0.266, 0.345, 0.365, 0.429, 0.547, 0.674, 0.79, 0.848, 0.934, 0.963] },
      flatness: { n: 244, quantiles: [0, 0.071, 0.235, 0.27, 0.327, 0.414, 0.521, 0.643, 0.679, 0.789, 0.878] },
      majorAxisMm: {
        n: 244,
        quantiles: [1.633, 1.94, 2.585, 2.867, 3.547, 4.479, 4.776, 7.266, 9.194, 13.983, 15.594],
      },
      maximumDiameterMm: {
        n: 244,
        quantiles: [1.581, 2.26, 2.759, 3.213, 3.905, 4.5, 4.822, 8.423, 9.133, 15.421, 17.277],
      },
      depth: { n: 244, quantiles: [0.054, 0.107, 0.167, 0.204, 0.29, 0.437, 0.618, 0.759, 0.782, 0.824, 0.839] },
      fullDepth: { n: 244, quantiles: [0.077, 0.159, 0.262, 0.318, 0.461, 0.654, 0.858, 0.933, 0.952, 0.974, 0.981] },
    },
  },
  {
    name: "up to 1.05 mm",
    sliceMm: { from: 0, to: 1.05 },
    measures: {
      radiusMm: { n: 252, quantiles: [0.492, 0.53, 0.71, 0.842, 1.012, 1.237, 1.485, 1.988, 2.25, 3.112, 3.39] },
      elongation: { n: 252, quantiles: [0.07, 0.099, 0.207, 0.29, 0.39, 0.528, 0.682, 0.791, 0.854, 0.934, 1] },
      flatness: { n: 252, quantiles: [0, 0, 0.079, 0.187, 0.296, 0.4, 0.509, 0.595, 0.672, 0.783, 0.822] },
      majorAxisMm: { n: 252, quantiles: [1, 1.676, 2.289, 2.614, 3.117, 3.812, 4.855, 7.955, 12.157, 14.814, 18.285] },
      depth: { n: 252, quantiles: [0.054, 0.155, 0.255, 0.347, 0.479, 0.686, 0.814, 0.888, 0.915, 0.949, 0.974] },
    },
  },
  {
    name: "1.05 to 1.95 mm",
    sliceMm: { from: 1.05, to: 1.95 },
    measures: {},
  },
  {
    name: "1.95 to 2.6 mm",
    sliceMm: { from: 1.95, to: 2.6 },
    measures: {
      radiusMm: { n: 15, quantiles: [1.272, 1.272, 1.272, 1.323, 1.517, 1.878, 2.068, 2.219, 2.481, 2.933, 3.046] },
      elongation: { n: 15, quantiles: [0.347, 0.349, 0.356, 0.373, 0.451, 0.49, 0.504, 0.544, 0.581, 0.63, 0.642] },
      flatness: { n: 15, quantiles: [0.235, 0.239, 0.256, 0.279, 0.331, 0.354, 0.43, 0.484, 0.527, 0.594, 0.611] },
      majorAxisMm: { n: 15, quantiles: [4.467, 4.468, 4.469, 4.488, 5.39, 6.456, 7.009, 7.491, 8.122, 8.92, 9.12] },
      depth: { n: 15, quantiles: [0.257, 0.263, 0.284, 0.337, 0.466, 0.724, 0.779, 0.828, 0.84, 0.843, 0.844] },
    },
  },
  {
    name: "2.6 to 3.5 mm",
    sliceMm: { from: 2.6, to: 3.5 },
    measures: {
      radiusMm: { n: 40, quantiles: [0.765, 0.784, 0.946, 1.198, 1.392, 1.515, 1.926, 2.72, 2.852, 4.586, 5.601] },
      elongation: { n: 40, quantiles: [0.138, 0.142, 0.156, 0.181, 0.241, 0.473, 0.655, 0.791, 0.823, 0.866, 0.888] },
      flatness: { n: 40, quantiles: [0, 0.03, 0.098, 0.141, 0.184, 0.423, 0.535, 0.655, 0.655, 0.696, 0.723] },
      majorAxisMm: { n: 40, quantiles: [3.416, 3.416, 3.416, 3.416, 4.147, 6.799, 7.148, 9.259, 9.527, 13.14, 15.384] },
      depth: { n: 40, quantiles: [0.098, 0.121, 0.18, 0.202, 0.32, 0.505, 0.798, 0.824, 0.873, 0.9, 0.916] },
    },
  },
  {
    name: "3.5 to 4.5 mm",
    sliceMm: { from: 3.5, to: 4.5 },
    measures: {
      radiusMm: { n: 137, quantiles: [0.564, 0.836, 1.133, 1.177, 1.26, 1.39, 1.68, 2.234, 2.484, 3.086, 3.598] },
      elongation: { n: 137, quantiles: [0.246, 0.252, 0.338, 0.348, 0.381, 0.442, 0.535, 0.666, 0.737, 0.893, 0.945] },
      flatness: { n: 137, quantiles: [0, 0.059, 0.224, 0.244, 0.291, 0.349, 0.414, 0.488, 0.537, 0.786, 0.878] },
      majorAxisMm: {
        n: 137,
        quantiles: [1.633, 2.867, 4.246, 4.324, 4.533, 4.676, 4.872, 9.125, 9.883, 15.135, 15.594],
      },
      depth: { n: 137, quantiles: [0.104, 0.112, 0.148, 0.176, 0.237, 0.358, 0.475, 0.549, 0.584, 0.644, 0.725] },
    },
  },
  {
    name: "4.5 to 7.5 mm",
    sliceMm: { from: 4.5, to: 7.5 },
    measures: {
      radiusMm: { n: 8, quantiles: [1.5, 1.509, 1.546, 1.593, 1.769, 2.027, 2.649, 3.322, 3.748, 4.088, 4.173] },
      elongation: { n: 8, quantiles: [0.095, 0.096, 0.099, 0.104, 0.129, 0.171, 0.192, 0.231, 0.24, 0.247, 0.249] },
      flatness: { n: 8, quantiles: [0.077, 0.077, 0.077, 0.077, 0.091, 0.125, 0.159, 0.199, 0.219, 0.236, 0.24] },
      majorAxisMm: {
        n: 8,
        quantiles: [13.62, 13.638, 13.711, 13.803, 13.895, 13.995, 15.199, 18.771, 19.244, 19.622, 19.716],
      },
      depth: { n: 8, quantiles: [0.514, 0.535, 0.618, 0.722, 0.838, 0.89, 0.92, 0.93, 0.937, 0.942, 0.944] },
    },
  },
];

/** Microbleeds in a scan that has any, over 206 scans of five collections. @since 0.1.0 */
export const REAL_COUNTS: RealDistribution = { n: 206, quantiles: [1, 1, 1, 1, 1, 2, 4, 11, 16.8, 37.9, 83] };

/** From `from` to `to` microbleeds, both included. @since 0.1.0 */
export interface CountClass {
  readonly from: number;
  readonly to: number;
  readonly scans: number;
}

/** How many of those scans have so many microbleeds. @since 0.1.0 */
export const REAL_COUNT_CLASSES: readonly CountClass[] = [
  { from: 1, to: 1, scans: 100 },
  { from: 2, to: 2, scans: 31 },
  { from: 3, to: 5, scans: 33 },
  { from: 6, to: 10, scans: 15 },
  { from: 11, to: 20, scans: 19 },
  { from: 21, to: Number.POSITIVE_INFINITY, scans: 8 },
];
