import type { Recipe } from "@cmb/preprocess";

/** A number along each axis of a volume: i, j, k. @since 0.1.0 */
export type PerAxis = readonly [ni: number, nj: number, nk: number];

/**
 * What a region network may tell apart. Networks give one channel for each name of their `classes`, in that order.
 *
 * @since 0.1.0
 */
export type RegionClass =
  | "background"
  | "csf"
  | "ventricle"
  | "cortex"
  | "cerebral-white-matter"
  | "basal-ganglia"
  | "pallidum"
  | "thalamus"
  | "hippocampus-amygdala"
  | "ventral-diencephalon"
  | "brainstem"
  | "cerebellar-cortex"
  | "cerebellar-white-matter"
  | "dural-sinus";

/** What a channel of a lesion network says of a voxel, as a logit. @since 0.1.0 */
export type LesionChannel = "lesion" | "centre" | "mimic";

/** The weights of one network: a file beside the manifest, and what it must hold. @since 0.1.0 */
export interface WeightsFile {
  /** The file's name; without folders. */
  readonly file: string;
  /** SHA-256 of the file, 64 digits in hexadecimal, small letters. */
  readonly sha256: string;
  readonly bytes: number;
}

/** A network that names the anatomy of a whole head on a coarse grid. @since 0.1.0 */
export interface RegionNetwork extends WeightsFile {
  /** Names of the tensors: input (1, 1, nk, nj, ni), output (1, classes, nk, nj, ni). */
  readonly input: string;
  readonly output: string;
  /** Edge of a voxel of its grid. */
  readonly spacingMm: number;
  /** Its grid: RAS, centred on the head. */
  readonly shape: PerAxis;
  /** What each channel of the output is; the first is the background. */
  readonly classes: readonly RegionClass[];
}

/** A network that gives logits for each voxel of a tile of the recipe's grid. @since 0.1.0 */
export interface LesionNetwork extends WeightsFile {
  /** Names of the tensors: input (1, 1, nk, nj, ni), output (1, channels, nk, nj, ni). */
  readonly input: string;
  readonly output: string;
  /** What each channel of the output is; "lesion" is one of them. */
  readonly channels: readonly LesionChannel[];
  /**
   * Voxels of a tile, and how many of them it shares with the next. A network that is `flexible` takes tiles of any size in
   * steps of 16, 16 and 8 voxels, of which `shape` is the largest.
   */
  readonly tile: { readonly shape: PerAxis; readonly overlap: PerAxis; readonly flexible?: boolean };
}

/** A network that judges a cube of the recipe's grid around each candidate. @since 0.1.0 */
export interface VerifierNetwork extends WeightsFile {
  /** Names of the tensors: input (N, 1, nk, nj, ni), score (N, 1) and mask (N, 1, nk, nj, ni), both logits. */
  readonly input: string;
  readonly score: string;
  readonly mask: string;
  /** Voxels of the cube. */
  readonly cube: PerAxis;
}

/**
 * All that the engine has to know of a model: its networks and their files, how a scan is prepared for them, and how
 * their answers become scores. JSON, beside the ONNX files; {@link parseManifest} checks one.
 *
 * @since 0.1.0
 */
export interface ModelManifest {
  readonly schemaVersion: 1;
  /** As reports name it. */
  readonly id: string;
  readonly version: string;
  readonly description: string;
  /** SPDX identifier of the licence of the weights. */
  readonly licence: string;
  readonly intendedUse: string;
  readonly training: {
    readonly trainedOn: string;
    readonly validatedOnPatients: boolean;
    readonly sources: readonly string[];
  };
  /** How a scan is prepared; `DEFAULT_RECIPE` of `@cmb/preprocess` where absent. */
  readonly recipe?: Recipe;
  readonly networks: {
    /** Without it there is a brain mask and no anatomy. */
    readonly regions?: RegionNetwork;
    /** One, or two whose probabilities are averaged. */
    readonly lesions: readonly [LesionNetwork] | readonly [LesionNetwork, LesionNetwork];
    readonly verifier?: VerifierNetwork;
  };
  readonly candidates: {
    /** The least probability of the voxel at the centre of a candidate. */
    readonly leastProbability: number;
    /** Two candidates are no nearer than this. */
    readonly separationMm: number;
    /** How many are looked at, the most probable first. */
    readonly most: number;
    /** The least probability of a voxel of the mask. */
    readonly maskProbability: number;
  };
  /** The score is 1 / (1 + exp(−(intercept + Σ coefficient · feature))); without it, the network's own probability. */
  readonly calibration?: {
    readonly intercept: number;
    readonly coefficients: Readonly<Record<string, number>>;
  };
  /** The least score of a microbleed by preset; rising. */
  readonly thresholds: { readonly sensitive: number; readonly balanced: number; readonly specific: number };
  /** The least score of a definite one. */
  readonly definiteThreshold: number;
}
