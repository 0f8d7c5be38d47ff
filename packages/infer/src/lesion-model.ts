import type { LongTaskOptions, RegionStatistics, Volume, VoxelArray } from "@cmb/core";
import type { LesionRegion, Preset, RegionLabels, RejectedCandidate } from "./report.js";

/** Why a candidate was dropped. */
export interface Rejection {
  readonly stage: RejectedCandidate["stage"];
  /** In words, with the number and its limit. */
  readonly reason: string;
}

/** Something that a model found, on the grid of the input. */
export interface ScoredCandidate {
  /** 0 to 1. */
  readonly score: number;
  /** 1 − darkest over local background. */
  readonly contrast: number;
  /** Its voxels' indices in memory. */
  readonly voxels: Int32Array;
  readonly region: RegionStatistics;
  /** What the score was made from, by name; for calibration. */
  readonly features: Readonly<Record<string, number>>;
  /** What its score was made of, in words and numbers, for a reader who wonders why it is low. */
  readonly evidence?: string;
  /** Set where the model itself rules the candidate out, whatever its score. */
  readonly rejection: Rejection | undefined;
  /** Where it lies; absent or `null` where that is not known. */
  readonly place?: LesionRegion | null;
}

/** What a model makes of a scan. */
export interface ModelOutput {
  /** In any order. */
  readonly candidates: readonly ScoredCandidate[];
  readonly warnings: readonly string[];
  readonly timingsMs: Readonly<Record<string, number>>;
  /** On the grid of the input; absent or `null` where no region network has run. */
  readonly regions?: RegionLabels | null;
}

/** Along which axes images are mirrored and the answers averaged: none, i and j, or i, j and k. @since 0.1.0 */
export type Mirror = "none" | "inPlane" | "all";

/** How a network is run. Only models with networks take these. @since 0.1.0 */
export interface InferenceOptions {
  /** The share of a tile that it has in common with the next, 0 to 0.75; what the manifest says unless given. */
  readonly overlap?: number | undefined;
  /** Four or eight times the work for answers that do not depend on the side; `"none"` unless given. */
  readonly mirror?: Mirror | undefined;
}

/** What {@link LesionModel} takes for one scan. */
export interface FindCandidatesOptions extends LongTaskOptions, InferenceOptions {}

/**
 * What finds and scores candidates. All that follows, thresholds, mask and report, is the same for every model.
 */
export interface LesionModel {
  readonly id: string;
  readonly version: string;
  /** Of the weights; `null` without weights. */
  readonly sha256: string | null;
  readonly training: { readonly trainedOn: string; readonly validatedOnPatients: boolean };
  readonly runtime: string;
  readonly device: string;
  /** Devices that were tried, in order. */
  readonly tried: readonly string[];
  /** The least score of a microbleed. */
  readonly thresholds: Readonly<Record<Preset, number>>;
  /** The least score of a definite one. */
  readonly definiteThreshold: number;
  readonly findCandidates: (volume: Volume<VoxelArray>, options: FindCandidatesOptions) => Promise<ModelOutput>;
  readonly close: () => Promise<void>;
}
