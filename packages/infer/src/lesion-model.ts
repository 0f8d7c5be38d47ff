import type { LongTaskOptions, RegionStatistics, Volume, VoxelArray } from "@cmb/core";
import type { Preset, RejectedCandidate } from "./report.js";

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
  /** Set where the model itself rules the candidate out, whatever its score. */
  readonly rejection: Rejection | undefined;
}

/** What a model makes of a scan. */
export interface ModelOutput {
  /** In any order. */
  readonly candidates: readonly ScoredCandidate[];
  readonly warnings: readonly string[];
  readonly timingsMs: Readonly<Record<string, number>>;
}

/**
 * What finds and scores candidates. All that follows, thresholds, mask and report, is the same for every model.
 */
export interface LesionModel {
  readonly id: string;
  readonly version: string;
  /** Of the weights; `null` without weights. */
  readonly sha256: string | null;
  readonly runtime: string;
  readonly device: string;
  /** Devices that were tried, in order. */
  readonly tried: readonly string[];
  /** The least score of a microbleed. */
  readonly thresholds: Readonly<Record<Preset, number>>;
  /** The least score of a definite one. */
  readonly definiteThreshold: number;
  readonly findCandidates: (volume: Volume<VoxelArray>, options: LongTaskOptions) => Promise<ModelOutput>;
  readonly close: () => Promise<void>;
}
