/** A kind of place: labels of a segmentation that share a share of the microbleeds. @since 0.1.0 */
export interface LabelSite {
  /** Its name in the truth. */
  readonly tissue: string;
  /** Share of the objects that lie there; shares are taken relative to their sum. */
  readonly share: number;
  readonly labels: readonly number[];
}

/**
 * Where microbleeds lie, under FreeSurfer's numbers, which SynthSeg uses as well: shares of 957 microbleeds of five
 * public cohorts by the label at their centre.
 *
 * @since 0.1.0
 */
export const MICROBLEED_SITES: readonly LabelSite[] = [
  { tissue: "whiteMatter", share: 0.397, labels: [2, 41] },
  { tissue: "cortex", share: 0.32, labels: [3, 42] },
  { tissue: "cerebellarWhiteMatter", share: 0.064, labels: [7, 46] },
  { tissue: "thalamus", share: 0.054, labels: [10, 49] },
  { tissue: "putamen", share: 0.043, labels: [12, 51] },
  { tissue: "brainstem", share: 0.037, labels: [16] },
  { tissue: "pallidum", share: 0.029, labels: [13, 52] },
  { tissue: "cerebellarCortex", share: 0.018, labels: [8, 47] },
  { tissue: "hippocampus", share: 0.018, labels: [17, 18, 53, 54] },
  { tissue: "caudate", share: 0.007, labels: [11, 50] },
  { tissue: "ventralDiencephalon", share: 0.007, labels: [28, 60] },
];

/** Where calcifications are common, in the same numbers: the choroid plexus in its ventricle, the pallidum. Shares are ours. */
export const CALCIFICATION_SITES: readonly LabelSite[] = [
  { tissue: "ventricle", share: 0.6, labels: [4, 43] },
  { tissue: "pallidum", share: 0.4, labels: [13, 52] },
];
