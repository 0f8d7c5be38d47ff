import type { LabelMap, LongTaskOptions, Shape, VoxelIndex } from "@cmb/core";
import type { NiftiImage } from "@cmb/io";

/** The datasets that can be read, as `cmb standardize` names them. @since 0.1.0 */
export type DatasetName = "valdo" | "dou" | "momeni" | "momeni-synth" | "rodeja" | "cerebriu" | "cerebriu-neg" | "bids";

/** The names of what a dataset can have wrong and still be read. @since 0.1.0 */
export type DatasetWarningCode =
  | "HEADER_UNREADABLE"
  | "DUPLICATE_ROW"
  | "DUPLICATE_CENTRES"
  | "CELLS_SKIPPED"
  | "CENTRES_ROUNDED"
  | "MASK_NOT_BINARY"
  | "AFFINE_DIFFERS"
  | "REAL_MICROBLEEDS_UNLABELLED"
  | "LABELS_IGNORED"
  | "LABELS_MISSING"
  | "EXCLUDED_BY_READER"
  | "OTHER_IMAGES_UNREAD"
  | "SIDECAR_INVALID"
  | "VISIT_UNKNOWN";

/** Something about a subject that its user should know. @since 0.1.0 */
export interface DatasetWarning {
  readonly code: DatasetWarningCode;
  /** What was found, with the numbers, and what was done about it. */
  readonly message: string;
}

/** What is known about how a series was acquired; `undefined` where the dataset does not say. @since 0.1.0 */
export interface Covariates {
  /** Susceptibility-weighted, or T2\*-weighted magnitude. */
  readonly sequence: "SWI" | "T2S" | undefined;
  readonly fieldStrengthT: number | undefined;
  readonly echoTimeMs: number | undefined;
  readonly site: string | undefined;
  /** Which visit of the patient, such as "T2". */
  readonly visit: string | undefined;
  /** Of the image; `undefined` when its header cannot be read. */
  readonly shape: Shape | undefined;
  readonly spacingMm: readonly [number, number, number] | undefined;
  readonly orientation: string | undefined;
}

/** What a reader of the scan noted about one lesion; only CEREBRIU has it. @since 0.1.0 */
export interface LesionNote {
  /** Which lesion: its place in `centres`, or its label, from 1. */
  readonly lesion: number;
  /** Its label in the file. */
  readonly sourceLabel: number;
  /** As they stand in the file. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What the dataset says about lesions; all coordinates are voxels of the subject's own image, counted from 0. @since 0.1.0 */
export type Annotation = (
  | {
      /** `"none"`: said to have no microbleed; `"unknown"`: nothing is said. */
      readonly kind: "none" | "unknown";
    }
  | { readonly kind: "centres"; readonly centres: readonly VoxelIndex[] }
  | {
      readonly kind: "mask";
      /** 1…count lesions without gaps, on the grid of the image. */
      readonly labels: LabelMap;
      readonly count: number;
    }
) & {
  /** The files that it comes from. */
  readonly files: readonly string[];
  readonly notes: readonly LesionNote[];
  readonly warnings: readonly DatasetWarning[];
};

/** One series of one patient. @since 0.1.0 */
export interface DatasetSubject {
  readonly dataset: DatasetName;
  /** Unique within the dataset; from the names of its files. */
  readonly id: string;
  /** The published id of the patient: the same for real and synthetic MOMENI scans of one person. */
  readonly patientUid: string;
  /** What the published id of the series is made of; see `seriesUid`. */
  readonly series: { readonly stem: string; readonly synthetic: "sCMB" | "rsCMB" | undefined };
  /** What tells series of one visit apart, such as a version or a run; `undefined` where there is one. */
  readonly variant: string | undefined;
  /** Path of the image in its folder; `undefined` when the dataset does not have exactly one, and loading says why. */
  readonly imagePath: string | undefined;
  readonly covariates: Covariates;
  /** What can be said before anything is loaded. */
  readonly warnings: readonly DatasetWarning[];
  /**
   * Reads the image.
   *
   * @throws CmbError `INVALID_DATASET` when there is not exactly one; all that `loadNifti` throws
   */
  readonly loadImage: (options?: LongTaskOptions) => Promise<NiftiImage>;
  /**
   * Reads what is said about lesions.
   *
   * @throws CmbError `INVALID_DATASET` when it is missing, contradicts itself or does not fit the image
   */
  readonly loadAnnotation: (options?: LongTaskOptions) => Promise<Annotation>;
}

/** What every reader takes. @since 0.1.0 */
export interface ReadDatasetOptions {
  /** Stops the reading; the iteration then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}
