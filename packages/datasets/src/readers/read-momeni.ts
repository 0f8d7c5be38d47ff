import type { DatasetFolder } from "../dataset-folder.js";
import type { Annotation, DatasetSubject, ReadDatasetOptions } from "../dataset-subject.js";
import { invalidDataset } from "../invalid-dataset.js";
import { fileStem, readCentreTable, type TableRow } from "./centre-table.js";
import { assertInside, distinctCentres } from "./centres.js";
import { type AnnotationContext, createSubject } from "./create-subject.js";
import { momeniScan, parseMomeniName } from "./momeni-names.js";
import { groupMatches, pickOne, requireOne } from "./pick-one.js";

const IMAGE = /(?:^|\/)(?:rCMB_DefiniteSubject|NoCMBSubject)\/([^/]+?)\.nii(?:\.gz)?$/;
const WITH_MICROBLEEDS = /(?:^|\/)rCMB_DefiniteSubject\//;

/** The workbook with the centres of the real microbleeds. */
export const REAL_TABLE = "rCMBInformationInfo.xlsx";

/** What every MOMENI scan has in common. */
export const MOMENI_COVARIATES = { sequence: "SWI", fieldStrengthT: 3, echoTimeMs: 20, site: "AIBL" } as const;

/**
 * The real scans of Momeni et al. 2021: `data/PublicDataShare_2020/rCMB_DefiniteSubject/<id>.nii.gz`, whose centres are in
 * the workbook `rCMBInformationInfo.xlsx`, and `NoCMBSubject/<id>.nii.gz`, which have none.
 *
 * A row of the workbook is a file name and then x, y, z of each centre, counted from 1; here they are counted from 0. Of
 * equal and of face-neighbouring centres the first counts.
 *
 * @param folder - the unpacked dataset, or a folder above it
 * @param options - `signal`
 * @returns subjects, one at a time: those with microbleeds in the order of their names, then those without
 * @throws CmbError `INVALID_DATASET` when images or the workbook are missing; `CORRUPT_DATA` for a broken workbook;
 * `FILE_NOT_READABLE`
 * @see Momeni et al. 2021, doi:10.1016/j.cmpb.2021.106127
 * @since 0.1.0
 */
export async function* readMomeni(
  folder: DatasetFolder,
  options: ReadDatasetOptions = {},
): AsyncGenerator<DatasetSubject> {
  const paths = await folder.list();
  const images = groupMatches("momeni", paths, IMAGE);
  const isPositive = (candidates: readonly string[]): boolean => candidates.some((path) => WITH_MICROBLEEDS.test(path));
  const table = [...images.values()].some(isPositive) ? await readRealTable(folder, paths) : undefined;
  const ordered = [...images].sort(([, a], [, b]) => Number(isPositive(b)) - Number(isPositive(a)));
  for (const [id, candidates] of ordered) {
    const name = parseMomeniName(id);
    const plan = {
      dataset: "momeni",
      id,
      stem: momeniScan(name),
      patientUid: `${name.patient}mom`,
      image: pickOne("momeni", `image ${id}`, candidates),
      covariates: { ...MOMENI_COVARIATES, visit: name.visit },
      warnings: name.warnings,
      annotate: async (context: AnnotationContext) =>
        isPositive(candidates) && table !== undefined ? annotateReal(context, table, id) : NO_LESION,
    } as const;
    yield await createSubject(folder, plan, options);
  }
}

const NO_LESION: Annotation = { kind: "none", files: [], notes: [], warnings: [] };

/** A table of centres with where it is. */
export interface LocatedTable {
  readonly path: string;
  readonly rows: ReadonlyMap<string, TableRow>;
}

/** The workbook of the real microbleeds. */
export async function readRealTable(folder: DatasetFolder, paths: readonly string[]): Promise<LocatedTable> {
  return readTable(folder, paths, REAL_TABLE);
}

/** The one workbook of a name. */
export async function readTable(folder: DatasetFolder, paths: readonly string[], name: string): Promise<LocatedTable> {
  const dataset = name === REAL_TABLE ? "momeni" : "momeni-synth";
  const candidates = paths.filter((path) => `/${path}`.endsWith(`/${name}`));
  const path = requireOne(dataset, `workbook ${name}`, candidates);
  return { path, rows: await readCentreTable(folder, path, dataset) };
}

/** The row of a file, which has to be there. */
export function rowOf({ path, rows }: LocatedTable, id: string, dataset: "momeni" | "momeni-synth"): TableRow {
  const row = rows.get(fileStem(id));
  if (row !== undefined && row.centres.length > 0) return row;
  throw invalidDataset(dataset, path, `${path} has no centre for ${id}, which is among the scans with microbleeds`);
}

async function annotateReal({ info }: AnnotationContext, table: LocatedTable, id: string): Promise<Annotation> {
  const row = rowOf(table, id, "momeni");
  const { centres, warnings } = distinctCentres(row.centres);
  assertInside("momeni", table.path, { centres, shape: info.shape });
  return { kind: "centres", centres, files: [table.path], notes: [], warnings: [...row.warnings, ...warnings] };
}
