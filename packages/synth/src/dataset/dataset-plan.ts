import type { DatasetSettings, SampleKind } from "./dataset-settings.js";
import type { KnownAcquisition } from "./known-acquisition.js";

/** A file that samples are made of, by its path. @internal */
export interface InputFile {
  readonly path: string;
  readonly name: string;
  readonly sha256: string;
  /** What the sidecar beside a background says. */
  readonly acquisition?: KnownAcquisition | undefined;
}

/** All that the writing of a sample needs: plain data, sent to workers. @internal */
export interface DatasetPlan {
  readonly output: string;
  readonly kind: SampleKind;
  readonly seed: number;
  readonly published: boolean;
  readonly settings: DatasetSettings;
  readonly labels: readonly InputFile[];
  readonly backgrounds: readonly InputFile[];
  /** Which volume of a background that holds several. */
  readonly volumeIndex?: number | undefined;
  /** Writes magnitude and phase too. */
  readonly withPhase: boolean;
  /** Writes the tissues and the share of vein of each voxel too. */
  readonly withMaps: boolean;
  /** SHA-256 of what decides the bytes. */
  readonly hash: string;
}

/** What became of a sample. @since 0.1.0 */
export interface SampleOutcome {
  /** From 1. */
  readonly sample: number;
  /** Its name in the dataset, such as `sub-0001`. */
  readonly subject: string;
  /** `kept` where an earlier run has made it with the same settings. */
  readonly status: "made" | "kept";
  readonly microbleeds: number;
  readonly visibleMicrobleeds: number;
  /** Mimics among the objects. */
  readonly otherObjects: number;
  /** Paths within the dataset. */
  readonly files: readonly string[];
}

/** What the record of a sample says: that it is complete, and what it is. @internal */
export interface SampleRecord {
  readonly schemaVersion: 1;
  readonly sample: number;
  readonly configurationHash: string;
  readonly contrast: "GRE" | "SWI";
  /** What its anatomy is shared by: the number of the generated head, of the label map or of the background. */
  readonly head: number;
  /** `null` where it is not known; what was drawn for an insertion is not. */
  readonly fieldStrengthT: number | null;
  readonly echoTimeMs: number | null;
  readonly spacingMm: readonly number[];
  readonly source: string | null;
  readonly microbleeds: number;
  readonly visibleMicrobleeds: number;
  readonly otherObjects: number;
  /** Paths within the dataset, with their sizes. */
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
}
