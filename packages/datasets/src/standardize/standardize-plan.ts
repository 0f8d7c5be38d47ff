import type { Recipe } from "@cmb/preprocess";
import type { DatasetName } from "../dataset-subject.js";
import type { RadiusFix } from "./parse-radius-fixes.js";
import type { QcRow } from "./qc-table.js";

/** What is done to a dataset, as data: a worker gets it too. */
export interface StandardizePlan {
  readonly dataset: DatasetName;
  readonly input: string;
  readonly output: string;
  readonly recipe: Recipe;
  /** For studies whose finished masks become balls. */
  readonly sphereRecipe: Recipe | undefined;
  readonly radiusFixes: readonly RadiusFix[];
  readonly reader: {
    readonly realMicrobleeds?: "labelled" | "published" | undefined;
    readonly clusterCut?: "mm" | "published" | undefined;
  };
  /** A folder of brain masks that were made elsewhere. */
  readonly brainMasks: string | undefined;
  readonly redo: boolean;
}

/** Every `count`-th series from the `index`-th on. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** How one series ended. @since 0.1.0 */
export interface StandardizeOutcome {
  /** Its place in the dataset, from 0. */
  readonly place: number;
  readonly row: QcRow;
  /** Path of the part of the mosaic that shows it, in the output folder; `undefined` when it failed. */
  readonly picturesPath: string | undefined;
  /** Paths that its files have where they are written, in the output folder; none when it failed. */
  readonly files: readonly string[];
  /** Lines of the radius fixes that are about the series. */
  readonly fixLines: readonly number[];
  /** What was odd about it in this run; nothing when it failed or was skipped. */
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}
