import type { VoxelIndex } from "@cmb/core";
import { atPath } from "../at-path.js";
import type { DatasetFolder } from "../dataset-folder.js";
import type { DatasetName, DatasetWarning } from "../dataset-subject.js";
import { invalidDataset } from "../invalid-dataset.js";
import { type Cell, readSheet } from "../tables/read-sheet.js";
import { fromOneBased } from "./centres.js";

/** Centres of one row of a table, counted from 0. */
export interface TableRow {
  readonly centres: readonly VoxelIndex[];
  readonly warnings: readonly DatasetWarning[];
}

const MAX_TABLE_BYTES = 2 ** 26;

/**
 * A workbook whose rows name a file and then its centres as x, y, z, x, y, z and so on, counted from 1.
 *
 * A row ends at the first triple without any number. A triple of which one is no whole number is skipped. Of rows with the
 * same name the first counts.
 *
 * @param folder - where it is
 * @param path - of the workbook
 * @param dataset - for messages
 * @returns the rows by {@link fileStem} of their name
 * @throws CmbError `CORRUPT_DATA`, `TOO_LARGE`, `FILE_NOT_READABLE`; `INVALID_DATASET` for a table without any centre
 */
export async function readCentreTable(
  folder: DatasetFolder,
  path: string,
  dataset: DatasetName,
): Promise<ReadonlyMap<string, TableRow>> {
  const rows = await atPath(
    path,
    folder.read(path, { maxBytes: MAX_TABLE_BYTES }).then((bytes) => readSheet(bytes)),
  );
  const table = new Map<string, TableRow>();
  for (const [name, ...cells] of rows) {
    if (name === null || name === undefined) continue;
    const stem = fileStem(String(name));
    const first = table.get(stem);
    const row = first === undefined ? parseCells(cells, path) : { ...first, warnings: duplicateRow(first, stem, path) };
    if (first !== undefined || row.centres.length + row.warnings.length > 0) table.set(stem, row);
  }
  if ([...table.values()].some(({ centres }) => centres.length > 0)) return table;
  throw invalidDataset(
    dataset,
    path,
    `${path} holds no centre: names belong into its first column, numbers after them`,
  );
}

/** A file name without its folder and its NIfTI ending. */
export function fileStem(name: string): string {
  return name
    .trim()
    .replace(/^.*[\\/]/, "")
    .replace(/\.nii(\.gz)?$/i, "");
}

function duplicateRow({ warnings }: TableRow, stem: string, path: string): readonly DatasetWarning[] {
  const message = `${path} has a second row for ${stem}; the first counts`;
  return [...warnings.filter(({ code }) => code !== "DUPLICATE_ROW"), { code: "DUPLICATE_ROW", message }];
}

function parseCells(cells: readonly Cell[], path: string): TableRow {
  const centres: VoxelIndex[] = [];
  let skipped = 0;
  for (let at = 0; at < cells.length; at += 3) {
    const triple = [0, 1, 2].map((n) => toNumber(cells[at + n] ?? null));
    if (triple.every(Number.isNaN)) break;
    if (triple.every(Number.isInteger)) centres.push(fromOneBased(triple as unknown as VoxelIndex));
    else skipped++;
  }
  const message = `${path}: ${skipped} centres of the row are no three whole numbers; they were left out`;
  return { centres, warnings: skipped === 0 ? [] : [{ code: "CELLS_SKIPPED", message }] };
}

/** NaN for what is no number; a number may be stored as text. */
function toNumber(cell: Cell): number {
  if (typeof cell === "number") return cell;
  return typeof cell === "string" && cell.trim() !== "" ? Number(cell) : Number.NaN;
}
