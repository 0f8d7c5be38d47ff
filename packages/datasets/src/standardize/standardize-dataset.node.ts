import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { CmbError, type Progress } from "@cmb/core";
import { saveFile } from "@cmb/io/node";
import type { Recipe } from "@cmb/preprocess";
import { DATASET_FACTS } from "../dataset-facts.js";
import type { DatasetName } from "../dataset-subject.js";
import { assertReaderOptions, type ReadAnyDatasetOptions } from "../readers/read-dataset.js";
import { assertTakesBrainMask } from "./brain-mask.js";
import { formatFailure, formatMosaic, mosaicName } from "./format-mosaic.js";
import { assertApart, assertSameDataset, startOutput } from "./output-folder.node.js";
import { findLeftovers } from "./output-leftovers.node.js";
import { type RadiusFix, STUDY_SPHERES } from "./parse-radius-fixes.js";
import { formatQcTable, orphanRow, type QcRow, tsv } from "./qc-table.js";
import type { LogLine } from "./run-log.node.js";
import { runWorkers } from "./run-workers.node.js";
import { DERIVATIVES } from "./standard-names.js";
import { type StandardRecipeOptions, standardRecipe } from "./standard-recipe.js";
import type { StandardizeOutcome, StandardizePlan } from "./standardize-plan.js";
import { assertReadable, standardizeShard } from "./standardize-shard.node.js";
import { RADIUS_FIX_UNUSED } from "./standardize-subject.js";

/** What {@link standardizeDataset} takes. @since 0.1.0 */
export interface StandardizeDatasetOptions
  extends Omit<StandardRecipeOptions, "spheres">,
    Pick<ReadAnyDatasetOptions, "realMicrobleeds" | "clusterCut"> {
  readonly dataset: DatasetName;
  /** The folder of the dataset. */
  readonly input: string;
  /** Where the result goes; made if it is not there; of no other dataset, and neither inside of `input` nor about it. */
  readonly output: string;
  /** Radii that were corrected by hand, from `parseRadiusFixes`; rows of other datasets are left alone. */
  readonly radiusFixes?: readonly RadiusFix[] | undefined;
  /**
   * A folder of brain masks that were made elsewhere, such as by SynthStrip or HD-BET, for the `brainMask` step of the recipe:
   * on the grids of the images as they are, each called as its series or its image, with `_mask`, `_bet_mask`, `_brain_mask`
   * or `_desc-brain_mask` after it or nothing. A series without one fails. Unless given the classical mask is used.
   */
  readonly brainMasks?: string | undefined;
  /** How many threads share the series, from 1 to 64; 1 unless given: this one, without another. */
  readonly workers?: number | undefined;
  /** Does again what an earlier run has done with the same inputs and parameters; `false` unless given. */
  readonly redo?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** How far the work on one series is; not called with several workers. */
  readonly onProgress?: ((id: string, progress: Progress) => void) | undefined;
}

const MAX_WORKERS = 64;
const SERIES_PER_PAGE = 100;

/**
 * Brings a dataset into one form: BIDS with the images as they were read, and under `derivatives/cmb/` the standardised
 * images, label images, tables of lesions and how each came about, with `qc.tsv`, `log.tsv` and `mosaic.html` of all.
 *
 * Nothing is written before the input is known to be the dataset. A series that fails stops none of the others. What an
 * earlier run has done with the same input bytes, parameters and version is skipped, unless its files were changed since.
 * Files of series that are not in the dataset any more are left alone, and named in `qc.tsv` and `log.tsv`. A series' files appear together or not at all, and the tables when all series are done. The log
 * grows with each series, and keeps what earlier runs into the folder said.
 *
 * @param options - see {@link StandardizeDatasetOptions}
 * @returns an outcome for each series as it is ready; in the order of the dataset with one worker
 * @throws CmbError `INVALID_ARGUMENT` and `OUT_OF_RANGE` for options that cannot be; `INVALID_DATASET` and
 * `FILE_NOT_READABLE` for an input that is not the dataset; `FILE_NOT_WRITABLE`; the signal's reason when aborted
 * @since 0.1.0
 */
export async function* standardizeDataset(options: StandardizeDatasetOptions): AsyncGenerator<StandardizeOutcome> {
  const { signal, onProgress, workers = 1 } = options;
  assertWorkers(workers);
  const plan = await planOf(options);
  await assertReadable(plan, signal);
  await assertSameDataset(plan.dataset, plan.output);
  signal?.throwIfAborted();
  const outcomes: StandardizeOutcome[] = [];
  const series =
    workers === 1
      ? standardizeShard(plan, { index: 0, count: 1 }, { signal, onProgress })
      : runWorkers(plan, workers, { signal });
  const log = await startOutput(plan);
  for await (const outcome of series) {
    outcomes.push(outcome);
    for (const line of logLines(outcome)) await log(line);
    yield outcome;
  }
  for (const line of unmatchedFixes(plan, outcomes)) await log(line);
  const leftovers = await findLeftovers(plan.output, new Set(outcomes.flatMap(({ files }) => files)));
  const orphans = [...leftovers.series].map(([stem, count]) => orphanRow(stem, count));
  for (const { series: about, message } of orphans) {
    await log({ about, status: "warning", seconds: null, message: `ORPHAN: ${message}` });
  }
  await writeTables(plan, {
    outcomes: outcomes.sort((a, b) => a.place - b.place),
    orphans,
    patients: leftovers.patients,
  });
}

function logLines({ row, warnings }: StandardizeOutcome): readonly LogLine[] {
  const { series: about, status, seconds, message } = row;
  const unused = warnings.filter(({ code }) => code === RADIUS_FIX_UNUSED);
  const more = unused.map((warning): LogLine => {
    return { about, status: "warning", seconds: null, message: `${warning.code}: ${warning.message}` };
  });
  return [{ about, status, seconds, message }, ...more];
}

/** The radius fixes that are about no series. */
function unmatchedFixes(
  { dataset, radiusFixes }: StandardizePlan,
  outcomes: readonly StandardizeOutcome[],
): readonly LogLine[] {
  const matched = new Set(outcomes.flatMap(({ fixLines }) => fixLines));
  const unmatched = radiusFixes.filter((fix) => fix.dataset === dataset && !matched.has(fix.line));
  return unmatched.map(({ study, line }): LogLine => {
    const message = `${RADIUS_FIX_UNUSED}: Line ${line} of the radius fixes is about ${study}, and there is no such series`;
    return { about: study, status: "warning", seconds: null, message };
  });
}

async function planOf(options: StandardizeDatasetOptions): Promise<StandardizePlan> {
  const { dataset, input, output, realMicrobleeds, clusterCut, brainMasks, radiusFixes = [], redo = false } = options;
  assertReaderOptions(dataset, { realMicrobleeds, clusterCut });
  await assertApart(input, output);
  const recipe = standardRecipe(dataset, options);
  if (brainMasks !== undefined) assertTakesBrainMask(recipe, brainMasks);
  return {
    dataset,
    input: resolve(input),
    output: resolve(output),
    recipe,
    sphereRecipe: sphereRecipeOf(options),
    radiusFixes,
    reader: { realMicrobleeds, clusterCut },
    brainMasks: brainMasks === undefined ? undefined : resolve(brainMasks),
    redo,
  };
}

/** Where a row of the radius fixes asks for it. */
function sphereRecipeOf({ dataset, recipe, pass, radiusFixes = [] }: StandardizeDatasetOptions): Recipe | undefined {
  const isAsked = radiusFixes.some((fix) => fix.dataset === dataset && fix.lesion === undefined);
  return isAsked ? standardRecipe(dataset, { recipe, pass, spheres: STUDY_SPHERES[dataset] }) : undefined;
}

function assertWorkers(workers: number): void {
  if (Number.isInteger(workers) && workers >= 1 && workers <= MAX_WORKERS) return;
  const message = `workers is ${workers}; give a whole number from 1 to ${MAX_WORKERS}`;
  throw new CmbError("OUT_OF_RANGE", message, { name: "workers", value: workers, minimum: 1, maximum: MAX_WORKERS });
}

interface Found {
  readonly outcomes: readonly StandardizeOutcome[];
  /** What is there of series that are not in the dataset any more. */
  readonly orphans: readonly QcRow[];
  /** All that have files. */
  readonly patients: readonly string[];
}

async function writeTables(
  { dataset, output }: StandardizePlan,
  { outcomes, orphans, patients }: Found,
): Promise<void> {
  const rows = [...outcomes.map(({ row }) => row), ...orphans];
  await saveFile(formatQcTable(rows), join(output, DERIVATIVES, "qc.tsv"));
  await saveFile(tsv([["participant_id"], ...patients.map((id) => [id])]), join(output, "participants.tsv"));
  const pages = Math.max(1, Math.ceil(outcomes.length / SERIES_PER_PAGE));
  for (let page = 1; page <= pages; page++) {
    const shown = outcomes.slice((page - 1) * SERIES_PER_PAGE, page * SERIES_PER_PAGE);
    const parts = await Promise.all(
      shown.map(({ row, picturesPath }) => {
        return picturesPath === undefined ? formatFailure(row) : readFile(join(output, picturesPath), "utf8");
      }),
    );
    const title = `${DATASET_FACTS[dataset].publishedName}: lesions of ${outcomes.length} series`;
    await saveFile(formatMosaic(parts, { title, page, pages }), join(output, DERIVATIVES, mosaicName(page)));
  }
}
