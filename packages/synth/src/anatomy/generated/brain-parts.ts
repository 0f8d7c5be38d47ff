import { ball, chain, type Part } from "./part.js";

// Places in mm of an adult head after the anatomy that any atlas in MNI space shows: origin at the anterior commissure.

/** Chambers of fluid within the brain; grown by a width of their own. @internal */
export const VENTRICLES: readonly Part[] = [
  ...chain("ventricle", [
    [5.5, 34, -2, 2.6],
    [7, 23, 7, 4.2],
    [7.5, 4, 16, 4.4],
    [9.5, -12, 19.5, 4.2],
    [16, -28, 16, 4.8],
    [24, -40, 6, 6],
    [23, -54, 3, 3.6],
    [22, -70, 3, 1.2],
  ]),
  ...chain("ventricle", [
    [3.6, 26, 7, 2],
    [3.8, 4, 17, 2.4],
    [5, -14, 19, 2.4],
  ]),
  ...chain("ventricle", [
    [24, -40, 6, 4.6],
    [31, -34, -8, 2.8],
    [33, -20, -17, 2.2],
    [31, -9, -22, 2.2],
  ]),
  ball("ventricle", [0, -10, -2], [2, 13, 10]),
  ...chain("ventricle", [
    [0, -22, -5, 0.9],
    [0, -30, -10, 0.8],
    [0, -37, -21, 1.2],
  ]),
  ball("ventricle", [0, -41, -31], [6, 5, 9]),
  ...chain("ventricle", [
    [0, -41, -38, 2.5],
    [0, -45, -50, 1],
  ]),
];

/** Inside of the ventricles. @internal */
export const PLEXUS: readonly Part[] = [
  ...chain("choroidPlexus", [
    [5, -4, 13, 0.9],
    [9, -16, 15.5, 1.2],
    [17, -31, 11, 2],
    [24, -39.5, 4, 3.3],
    [28, -36, -3, 1.6],
    [32, -24, -14, 1],
  ]),
  ...chain("choroidPlexus", [
    [0, -8, 6.5, 0.7],
    [0, -20, 6.5, 0.7],
  ]),
  ball("choroidPlexus", [2.5, -45, -34], [2.2, 1.3, 3]),
];

/** From the outermost to the innermost: later ones lie on top of earlier ones. @internal */
export const NUCLEI: readonly Part[] = [
  ball("ventralDiencephalon", [8, -14, -8], [8.5, 9, 7]),
  ball("accumbens", [9, 11, -7], [4.5, 5, 4]),
  ...chain("caudate", [
    [11.5, 18, 0, 5.6],
    [14, 8, 11, 5],
    [16, -6, 18.5, 3.2],
    [20, -22, 18, 2],
    [27, -34, 10, 1.3],
  ]),
  ball("putamen", [26.5, 4, 1], [5, 15, 10]),
  ...chain("putamen", [
    [25, 12, -1, 5],
    [30, -12, 3, 4],
  ]),
  ball("pallidum", [19.5, -3, -0.5], [4.4, 8, 6.2]),
  ball("thalamus", [10.5, -19, 6.5], [8.6, 13, 8.2]),
  ball("thalamus", [16, -27, 4], [6, 6, 6]),
  ball("subthalamicNucleus", [11, -13, -6.5], [4.2, 3.2, 2.2]),
  ball("amygdala", [22.5, -4, -19.5], [6.5, 6.5, 6.5]),
  ...chain("hippocampus", [
    [24, -11, -20, 5],
    [28, -22, -15, 4.4],
    [27, -33, -7, 3.6],
    [20, -39, 2, 2.4],
  ]),
];

/** Below the cerebrum. @internal */
export const BRAINSTEM: readonly Part[] = [
  ...chain("brainstem", [
    [9, -16, -9, 7],
    [6, -20, -20, 9],
  ]),
  ...chain("brainstem", [
    [0, -24, -8, 10],
    [0, -28, -22, 12],
  ]),
  ball("brainstem", [3.2, -34.5, -6], [4.4, 3.8, 4.6]),
  ball("brainstem", [0, -24, -33], [17.5, 13.5, 14]),
  ...chain("brainstem", [
    [0, -31, -36, 11],
    [0, -32, -48, 8.5],
    [0, -40, -64, 6.5],
    [0, -46, -90, 5],
    [0, -47, -126, 5],
  ]),
];

/** @internal */
export const MIDBRAIN_NUCLEI: readonly Part[] = [
  ball("substantiaNigra", [9.5, -17, -12.5], [5.4, 3, 3.4]),
  ball("redNucleus", [4.8, -21, -9.5], [3, 3, 3.2]),
];

/** White matter of the cerebellum and what joins it to the pons. @internal */
export const CEREBELLAR_CORE: readonly Part[] = [
  ball("cerebellarWhiteMatter", [17, -56, -37], [15, 12, 8]),
  ball("cerebellarWhiteMatter", [0, -54, -33], [8, 8, 6]),
  ...chain("cerebellarWhiteMatter", [
    [14, -30, -34, 7.5],
    [21, -46, -37, 7],
  ]),
  ...chain("cerebellarWhiteMatter", [
    [5, -36, -22, 3],
    [10, -50, -32, 4],
  ]),
];

/** Fluid around the pineal gland and the colliculi. @internal */
export const QUADRIGEMINAL_CISTERN: Part = ball("csf", [0, -37, 0], [9, 5, 8]);

/** @internal */
export const PINEAL: Part = ball("pineal", [0, -31.5, 2.5], [2.8, 4, 2.8]);

/** @internal */
export const DENTATE: Part = ball("dentateNucleus", [14, -56, -36], [7.5, 8, 5.4]);

/** The larger arteries at the base of the brain. @internal */
export const ARTERIES: readonly Part[] = [
  ...chain("artery", [
    [6, -25, -62, 1.7],
    [3, -14, -50, 1.7],
    [0, -9.5, -42, 1.8],
    [0, -7.5, -26, 1.8],
    [5, -9, -18, 1.3],
    [15, -18, -14, 1.1],
  ]),
  ...chain("artery", [
    [20, -8, -46, 2.6],
    [12, -2, -40, 2.6],
    [12, 9, -33, 2.4],
    [11, 3, -24, 2.2],
    [14, 2, -18, 2],
    [24, 3, -18, 1.5],
    [37, 4, -13, 1.4],
  ]),
  ...chain("artery", [
    [14, 2, -18, 1.4],
    [2.5, 14, -14, 1.2],
    [2, 34, 0, 1.2],
    [2, 30, 22, 1],
  ]),
];

/** Sinuses that do not run along the inner table of the skull. @internal */
export const SINUSES: readonly Part[] = [
  ...chain("sinus", [
    [0, -34, 7, 1.5],
    [0, -42, 3.4, 1.9],
    [0, -70, -2.4, 2.2],
    [0, -97, -8, 3.6],
  ]),
  ...chain("sinus", [
    [60, -44, -24, 3.4],
    [58, -42, -36, 3.6],
    [48, -38, -47, 3.8],
    [33, -31, -53, 4],
    [24, -26, -60, 4.4],
    [27, -20, -72, 4.8],
    [34, -8, -128, 5.2],
  ]),
  ...chain("sinus", [
    [13, 10, -29, 4],
    [14, -4, -31, 4.4],
    [24, -20, -33, 1.8],
    [54, -40, -28, 2.2],
  ]),
];
