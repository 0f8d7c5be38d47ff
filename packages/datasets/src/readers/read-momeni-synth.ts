import type { DatasetFolder } from "../dataset-folder.js";
import type { Annotation, DatasetSubject, DatasetWarning, ReadDatasetOptions } from "../dataset-subject.js";
import { invalidDataset } from "../invalid-dataset.js";
import type { TableRow } from "./centre-table.js";
import { assertInside, distinctCentres } from "./centres.js";
import { type AnnotationContext, createSubject } from "./create-subject.js";
import { type MomeniName, momeniScan, parseMomeniName } from "./momeni-names.js";
import { groupMatches, pickOne } from "./pick-one.js";
import { type LocatedTable, MOMENI_COVARIATES, readRealTable, readTable, rowOf } from "./read-momeni.js";

/** What {@link readMomeniSynth} takes. @since 0.1.0 */
export interface ReadMomeniSynthOptions extends ReadDatasetOptions {
  /**
   * The real microbleeds in scans that have both kinds: `"labelled"` (unless given) adds their centres from the workbook of
   * the real ones; `"published"` leaves them out, as the published training set did.
   */
  readonly realMicrobleeds?: "labelled" | "published" | undefined;
}

const IMAGE = /(?:^|\/)(?:sCMB_DefiniteSubject|sCMB_NoCMBSubject)\/([^/]+?)\.nii(?:\.gz)?$/;
const IN_POSITIVE_SCAN = /(?:^|\/)sCMB_DefiniteSubject\//;
const POSITIVE_TABLE = "sCMBInformationInfo.xlsx";
const NEGATIVE_TABLE = "sCMBLocationInformationInfoNocmb.xlsx";

/**
 * The synthetic scans of Momeni et al. 2021: `sCMB_DefiniteSubject/*_rsCMB_V#.nii.gz`, made from scans with real
 * microbleeds, with centres in `sCMBInformationInfo.xlsx`, and `sCMB_NoCMBSubject/*_sCMB_V#.nii.gz`, with
 * `sCMBLocationInformationInfoNocmb.xlsx`. Rows are as for {@link readMomeni}.
 *
 * @param folder - the unpacked dataset, or a folder above it; with the real scans' workbook unless `realMicrobleeds` is
 * `"published"`
 * @param options - see {@link ReadMomeniSynthOptions}
 * @returns subjects in the order of their names, one at a time
 * @throws CmbError `INVALID_DATASET` when images or a workbook are missing; `CORRUPT_DATA` for a broken workbook;
 * `FILE_NOT_READABLE`
 * @see Momeni et al. 2021, doi:10.1016/j.cmpb.2021.106127
 * @since 0.1.0
 */
export async function* readMomeniSynth(
  folder: DatasetFolder,
  options: ReadMomeniSynthOptions = {},
): AsyncGenerator<DatasetSubject> {
  const { realMicrobleeds = "labelled" } = options;
  const paths = await folder.list();
  const images = groupMatches("momeni-synth", paths, IMAGE);
  const isPositive = (candidates: readonly string[]): boolean => candidates.some((path) => IN_POSITIVE_SCAN.test(path));
  const some = (positive: boolean): boolean => [...images.values()].some((paths) => isPositive(paths) === positive);
  const positive = some(true) ? await readTable(folder, paths, POSITIVE_TABLE) : undefined;
  const negative = some(false) ? await readTable(folder, paths, NEGATIVE_TABLE) : undefined;
  const real = some(true) && realMicrobleeds === "labelled" ? await readRealTable(folder, paths) : undefined;
  for (const [id, candidates] of images) {
    const name = parseMomeniName(id);
    const inPositive = isPositive(candidates);
    const plan = {
      dataset: "momeni-synth",
      id,
      stem: name.version === undefined ? momeniScan(name) : `${momeniScan(name)}_${name.version}`,
      patientUid: `${name.patient}mom`,
      synthetic: inPositive ? "rsCMB" : "sCMB",
      variant: `${inPositive ? "rsCMB" : "sCMB"}${name.version ?? ""}`,
      image: pickOne("momeni-synth", `image ${id}`, candidates),
      covariates: { ...MOMENI_COVARIATES, visit: name.visit },
      warnings: name.warnings,
      annotate: (context: AnnotationContext) =>
        annotate(context, { id, name, table: inPositive ? positive : negative, real, inPositive }),
    } as const;
    yield await createSubject(folder, plan, options);
  }
}

interface Sources {
  readonly id: string;
  readonly name: MomeniName;
  readonly table: LocatedTable | undefined;
  readonly real: LocatedTable | undefined;
  /** Whether the scan that it was made from has real microbleeds. */
  readonly inPositive: boolean;
}

async function annotate({ info }: AnnotationContext, sources: Sources): Promise<Annotation> {
  const { id, table, real, inPositive } = sources;
  if (table === undefined) throw invalidDataset("momeni-synth", id, `There is no table for ${id}`);
  const own = rowOf(table, id, "momeni-synth");
  const added = inPositive && real !== undefined ? realRow(real, sources.name) : undefined;
  const { centres, warnings } = distinctCentres([...own.centres, ...(added?.centres ?? [])]);
  assertInside("momeni-synth", table.path, { centres, shape: info.shape });
  return {
    kind: "centres",
    centres,
    files: [table.path, ...(added === undefined || real === undefined ? [] : [real.path])],
    notes: [],
    warnings: [
      ...own.warnings,
      ...(added?.warnings ?? []),
      ...warnings,
      ...(inPositive && real === undefined ? [UNLABELLED] : []),
    ],
  };
}

const UNLABELLED: DatasetWarning = {
  code: "REAL_MICROBLEEDS_UNLABELLED",
  message: "The scan also shows real microbleeds, which are not among its lesions",
};

/** The row of the real scan of the same patient and visit. */
function realRow(real: LocatedTable, name: MomeniName): TableRow {
  const scan = momeniScan(name);
  const found = [...real.rows].find(([stem]) => momeniScan(parseMomeniName(stem)) === scan);
  if (found !== undefined) return found[1];
  const message = `${real.path} has no row for ${scan}, whose real microbleeds are to be labelled`;
  throw invalidDataset("momeni-synth", real.path, message);
}
