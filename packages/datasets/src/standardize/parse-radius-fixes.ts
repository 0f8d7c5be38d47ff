import { CmbError, type VoxelIndex } from "@cmb/core";
import { DATASET_FACTS } from "../dataset-facts.js";
import type { DatasetName } from "../dataset-subject.js";

/** One row of a table of radii that were corrected by hand. @since 0.1.0 */
export interface RadiusFix {
  readonly dataset: DatasetName;
  /** The id of the series, or the middle of its published id. */
  readonly study: string;
  /**
   * A lesion by its centre, as a voxel of the image as it was read, counted from 0, and its radius; `undefined` where the row
   * is about the whole study, whose finished masks balls take the place of.
   */
  readonly lesion: { readonly voxel: VoxelIndex; readonly radiusMm: number } | undefined;
  /** Its line in the table, from 1, for messages. */
  readonly line: number;
}

/** How balls take the place of finished masks. @since 0.1.0 */
export interface SphereRule {
  /** By which the radius of a mask is multiplied; 1 unless given. */
  readonly radiusFactor?: number | undefined;
  /** Balls of at most so many voxels are dilated once; 4 unless given. */
  readonly dilateUpToVoxels?: number | undefined;
}

/** How balls were drawn in place of the finished masks of single studies, where that was done. @since 0.1.0 */
export const STUDY_SPHERES: Readonly<Partial<Record<DatasetName, SphereRule>>> = {
  valdo: {},
  rodeja: { radiusFactor: 0.3, dilateUpToVoxels: 0 },
};

const HEADER = "studyUID;dataset;x;y;z;radius";
const WHOLE_STUDY = -1;

/**
 * Radii that were corrected by hand, from a table in the published form: `studyUID;dataset;x;y;z;radius`.
 *
 * The column `radius` holds diameters in mm, as published; half of it is taken. A row whose numbers are all -1 is about
 * a study of RODEJA or VALDO: its masks become balls, see {@link STUDY_SPHERES}. A dataset is called as in
 * `DATASET_NAMES` or as published, in any case.
 *
 * @param text - the table; lines may end as on any system
 * @returns the rows in their order
 * @throws CmbError `INVALID_ARGUMENT` for another header, or a row that is none, with its line
 * @see docs/how-to/standardize-a-dataset.md
 * @since 0.1.0
 */
export function parseRadiusFixes(text: string): readonly RadiusFix[] {
  const [header = "", ...lines] = text.split(/\r\n|\r|\n/);
  // A byte-order mark counts as space.
  if (header.trim().toLowerCase() !== HEADER.toLowerCase()) throw invalidLine(1, header, `the header ${HEADER}`);
  return lines.flatMap((row, n) => (row.trim() === "" ? [] : [parseRow(row, n + 2)]));
}

function parseRow(row: string, line: number): RadiusFix {
  const [study = "", name = "", ...cells] = row.split(";").map((cell) => cell.trim());
  if (study === "" || cells.length !== 4) throw invalidLine(line, row, `six values, ${HEADER}`);
  const dataset = datasetOf(name);
  if (dataset === undefined) throw invalidLine(line, row, "a dataset that can be read, such as DOU");
  const numbers = cells.map((cell) => (cell === "" ? Number.NaN : Number(cell)));
  if (numbers.every((value) => value === WHOLE_STUDY)) {
    if (STUDY_SPHERES[dataset] !== undefined) return { dataset, study, lesion: undefined, line };
    throw invalidLine(line, row, "RODEJA or VALDO in a row of -1");
  }
  const [x = Number.NaN, y = Number.NaN, z = Number.NaN, diameterMm = Number.NaN] = numbers;
  const voxel = [x, y, z] as const;
  if (!voxel.every((index) => Number.isSafeInteger(index) && index >= 0) || !(diameterMm > 0 && diameterMm < 1000)) {
    throw invalidLine(line, row, "a voxel counted from 0 and a diameter in mm above 0, or -1 four times");
  }
  return { dataset, study, lesion: { voxel, radiusMm: diameterMm / 2 }, line };
}

function datasetOf(name: string): DatasetName | undefined {
  const names = Object.keys(DATASET_FACTS) as DatasetName[];
  const wanted = name.toLowerCase();
  return names.find((known) => [known, DATASET_FACTS[known].publishedName.toLowerCase()].includes(wanted));
}

function invalidLine(line: number, row: string, wanted: string): CmbError<"INVALID_ARGUMENT"> {
  const message = `Line ${line} of the radius fixes is ${JSON.stringify(row)}; wanted: ${wanted}`;
  return new CmbError("INVALID_ARGUMENT", message, { name: "radiusFixes", value: row });
}
