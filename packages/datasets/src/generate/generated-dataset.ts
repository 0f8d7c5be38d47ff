import type { VoxelIndex } from "@cmb/core";
import type { DatasetName } from "../dataset-subject.js";

/** What was put into one generated series. @since 0.1.0 */
export interface GeneratedSeries {
  /** The id that its reader gives it. */
  readonly id: string;
  readonly patientUid: string;
  readonly imagePath: string;
  /** Voxels counted from 0, in the order in which the reader gives them; for masks the centres of balls. */
  readonly centres: readonly VoxelIndex[];
  /** Of the balls that were drawn, in the order of `centres`. */
  readonly radiiMm: readonly number[];
}

/** A folder with the layout of a dataset and content of its own. @since 0.1.0 */
export interface GeneratedDataset {
  readonly name: DatasetName;
  /** Bytes by relative path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** In the order in which the reader gives them. */
  readonly series: readonly GeneratedSeries[];
}

/** What every generator takes. */
export interface GeneratePlan {
  readonly seed: number;
  /** How many patients. */
  readonly patients: number;
}
