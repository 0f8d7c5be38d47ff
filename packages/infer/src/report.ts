import type { LabelMap, Volume, VoxelIndex, WorldPoint } from "@cmb/core";
import type { RegionClass } from "./manifest/model-manifest.js";

/** How far from the input a check found it to be from what detection needs. @since 0.1.0 */
export type CheckSeverity = "info" | "warning" | "error";

/** Something about the input that its reader should know. @since 0.1.0 */
export interface InputCheck {
  /** Stable name, such as `THICK_SLICES`. */
  readonly code: InputCheckCode;
  /** `error`: detection must not run on this; `warning`: it runs, and its result is worth less. */
  readonly severity: CheckSeverity;
  /** What was found, with the numbers, and what to do. */
  readonly message: string;
}

/** The names of the input checks. @since 0.1.0 */
export type InputCheckCode =
  | "EMPTY_IMAGE"
  | "LABEL_MAP"
  | "NOT_MAGNITUDE"
  | "PHASE_IMAGE"
  | "INVERTED_CONTRAST"
  | "WRONG_CONTRAST"
  | "MINIMUM_INTENSITY_PROJECTION"
  | "NOT_A_BRAIN"
  | "TOO_COARSE"
  | "THICK_SLICES"
  | "PARTIAL_COVERAGE"
  | "NAN_VOXELS"
  | "LOW_SIGNAL_TO_NOISE";

/** Lobar, deep and infratentorial, as the microbleed rating scales divide the brain. @since 0.1.0 */
export type Zone = "lobar" | "deep" | "infratentorial";

/** Where in the brain a finding lies, by the rating scales BOMBS and MARS. @since 0.1.0 */
export interface LesionRegion {
  /** Region of the Brain Observer MicroBleed Scale (Cordonnier et al. 2009). */
  readonly bombs: string;
  /** Zone of BOMBS, its posterior fossa being called infratentorial. */
  readonly zone: Zone;
  /** Region of the Microbleed Anatomical Rating Scale (Gregoire et al. 2009); lobes are not told apart. */
  readonly mars: string;
  /** Of the brain's own midline; `"midline"` only in brainstem and cerebellum. */
  readonly side: "left" | "right" | "midline";
}

/** Anatomy on the grid of the input: the value of a voxel is an index into `names`, 0 the background. @since 0.1.0 */
export interface RegionLabels extends Volume<Uint8Array> {
  readonly names: readonly RegionClass[];
}

/** One microbleed. @since 0.1.0 */
export interface Microbleed {
  /** 1…n; the value of its voxels in the mask. */
  readonly id: number;
  /** Centroid in RAS+ mm. */
  readonly centreMm: WorldPoint;
  /** Centroid in voxels of the input, continuous. */
  readonly centreVoxel: VoxelIndex;
  /** 0 to 1. */
  readonly score: number;
  readonly certainty: "definite" | "possible";
  readonly volumeMm3: number;
  /** Diameter of the sphere of the same volume. */
  readonly diameterMm: number;
  /** Second over first principal axis length, 0 (line) to 1 (disc or ball). */
  readonly elongation: number;
  /** 1 − darkest over local background, 0 to 1. */
  readonly contrast: number;
  /** `null` where no region network has run, and where no tissue of the brain is near. */
  readonly region: LesionRegion | null;
}

/** A candidate that was dropped, and why. @since 0.1.0 */
export interface RejectedCandidate {
  readonly centreMm: WorldPoint;
  readonly centreVoxel: VoxelIndex;
  readonly score: number;
  /** The stage that dropped it. */
  readonly stage: "size" | "shape" | "contrast" | "score" | "location";
  /** In words, with the number and its limit. */
  readonly reason: string;
}

/** The result of a detection as plain JSON, schema version 1. World coordinates are RAS+ mm. @since 0.1.0 */
export interface Report {
  readonly schemaVersion: 1;
  readonly input: {
    /** SHA-256 over shape, affine and voxels as the detector received them, in hexadecimal. */
    readonly sha256: string;
    readonly shape: readonly [number, number, number];
    readonly spacingMm: readonly [number, number, number];
    readonly orientation: string;
    readonly sequence: "SWI" | "GRE" | "unknown";
    readonly checks: readonly InputCheck[];
  };
  readonly model: {
    readonly id: string;
    readonly version: string;
    /** SHA-256 of the list of those of its networks' weights: lesions, regions, verifier; `null` without weights. */
    readonly sha256: string | null;
    /** In words: `"synthetic"` for what was simulated alone. */
    readonly trainedOn: string;
    /** Whether it was ever measured on annotated scans of patients. */
    readonly validatedOnPatients: boolean;
    readonly preset: Preset;
    /** The least score of a microbleed. */
    readonly threshold: number;
    /** The least score of a definite one. */
    readonly definiteThreshold: number;
  };
  readonly backend: { readonly runtime: string; readonly device: string; readonly tried: readonly string[] };
  /** By descending score. */
  readonly microbleeds: readonly Microbleed[];
  /** By descending score. */
  readonly rejected: readonly RejectedCandidate[];
  readonly summary: {
    readonly count: number;
    /** How many of `count` are only possible. */
    readonly possible: number;
    /** Microbleeds with a region by zone; `null` where no region network has run. */
    readonly byZone: Readonly<Record<Zone, number>> | null;
    /** The same by region of BOMBS, those without a microbleed with 0. */
    readonly byBombs: Readonly<Record<string, number>> | null;
    /** 95 % interval of the number of true ones, if the scores are right. */
    readonly expectedCount: readonly [number, number];
  };
  readonly warnings: readonly string[];
  /** The one part that differs between two runs on the same input. */
  readonly timingsMs: Readonly<Record<string, number>>;
  readonly notice: "Research use only; not a medical device.";
}

/** Where between missing none and adding none a detector works. @since 0.1.0 */
export type Preset = "sensitive" | "balanced" | "specific";

/**
 * A report with its images. `mask` and `regions` are not enumerable: `JSON.stringify` and `structuredClone` leave them
 * out, so pass them on by name.
 *
 * @since 0.1.0
 */
export interface DetectionResult extends Report {
  /** Instance labels on the grid of the input; the value of a voxel is the `id` of its microbleed. */
  readonly mask: LabelMap;
  /** Anatomy on the grid of the input; `null` where no region network has run. */
  readonly regions: RegionLabels | null;
}
