import { CmbError } from "@cmb/core";
import { parseTable } from "./parse-table.js";

/** Counts of each scan by each reader. */
export interface CountTable {
  readonly readers: readonly string[];
  /** One row a scan, one column a reader. */
  readonly counts: readonly (readonly number[])[];
}

/**
 * A table of counts: one row a scan, one column a reader, with a header. A first column that holds anything but numbers
 * names the scans.
 *
 * @throws CmbError `INVALID_CASE` that names the row and the column of a count that is no whole number from 0, and for
 * fewer than two readers or scans
 */
export function parseCountTable(path: string, text: string): CountTable {
  const { columns, rows } = parseTable(text);
  const [first = ""] = columns;
  const isNamed =
    rows.some((row) => !/^\d+$/.test(row[first] ?? "")) ||
    /^(case|id|scan|subject|participant_id|filename)$/i.test(first);
  const readers = isNamed ? columns.slice(1) : columns;
  if (readers.length < 2 || rows.length < 2) {
    const message = `${path} has ${rows.length} scans and ${readers.length} readers; at least 2 of each are needed, one row a scan and one column a reader`;
    throw new CmbError("INVALID_CASE", message, { case: path, field: "columns", value: columns });
  }
  const counts = rows.map((row, n) =>
    readers.map((reader) => {
      const cell = row[reader] ?? "";
      if (/^\d{1,9}$/.test(cell)) return Number(cell);
      const name = isNamed ? (row[first] ?? "") : `row ${n + 1}`;
      const message = `${path}, ${name}: ${reader} is "${cell}"; give a whole number from 0, and leave incomplete scans out`;
      throw new CmbError("INVALID_CASE", message, { case: name, field: reader, value: cell });
    }),
  );
  return { readers, counts };
}
