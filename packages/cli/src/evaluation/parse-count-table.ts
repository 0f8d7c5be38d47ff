import { CmbError } from "@cmb/core";
import { parseTableFile } from "./parse-table-file.js";

/** Counts of each scan by each reader. */
export interface CountTable {
  readonly readers: readonly string[];
  /** One row a scan, one column a reader. */
  readonly counts: readonly (readonly number[])[];
}

/**
 * A table of counts: one row a scan, one column a reader, with a header. The first column names the scans, whatever it is
 * called and also where the names are numbers.
 *
 * @throws CmbError `INVALID_CASE` that names the row and the column of a count that is no whole number from 0, for a
 * scan or a reader given twice or without a name, and for fewer than two readers or scans
 */
export function parseCountTable(path: string, text: string): CountTable {
  const { columns, rows } = parseTableFile(path, text);
  const [scan = "", ...readers] = columns;
  const refuse = (why: string, details: { readonly case?: string; readonly field: string; readonly value: unknown }) =>
    new CmbError("INVALID_CASE", `${path}${why}`, { case: path, ...details });
  if (readers.length < 2 || rows.length < 2) {
    const why = ` has ${rows.length} scans and ${readers.length} readers; at least 2 of each are needed, one row a scan, the first column its name and then one column a reader`;
    throw refuse(why, { field: "columns", value: columns });
  }
  if (readers.includes(""))
    throw refuse(" has a column without a name; name each reader", { field: "columns", value: columns });
  const seen = new Set<string>();
  const counts = rows.map((row) => {
    const name = row[scan] ?? "";
    if (name === "")
      throw refuse(" has a row without a scan; name it in the first column", { field: scan, value: row });
    if (seen.has(name))
      throw refuse(` has two rows for ${name}; keep one row for each scan`, { case: name, field: scan, value: name });
    seen.add(name);
    return readers.map((reader) => {
      const cell = row[reader] ?? "";
      if (/^\d{1,9}$/.test(cell)) return Number(cell);
      const why = `, ${name}: ${reader} is "${cell}"; give a whole number from 0, and leave incomplete scans out`;
      throw refuse(why, { case: name, field: reader, value: cell });
    });
  });
  return { readers, counts };
}
