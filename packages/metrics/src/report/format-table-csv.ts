/** A cell of a table; null for an undefined one. @internal */
export type CsvCell = string | number | null;

/**
 * Rows as CSV (RFC 4180: commas, CRLF, quotes where needed). Undefined numbers are empty cells; text that a spreadsheet
 * would run as a formula is kept from it by an apostrophe.
 *
 * @param header - names of the columns
 * @param rows - one list of cells for each
 * @returns the table with its header
 * @see RFC 4180, https://www.rfc-editor.org/rfc/rfc4180
 * @internal
 */
export function formatTableCsv(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [header, ...rows].map((cells) => `${cells.map(formatCell).join(",")}\r\n`).join("");
}

function formatCell(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return Number.isNaN(cell) ? "" : String(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
