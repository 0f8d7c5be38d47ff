import { CmbError } from "@cmb/core";

/** A table with a header. @since 0.1.0 */
export interface Table {
  readonly columns: readonly string[];
  /** Each row as its cells by column. */
  readonly rows: readonly Readonly<Record<string, string>>[];
  /** The line of each row in the text, counted from 1. */
  readonly lines: readonly number[];
}

/**
 * The rows of a text table with a header line. Tabs part the cells where the header has one, commas elsewhere; quoted
 * cells may hold the delimiter and doubled quotes, not line ends.
 *
 * @param text - TSV or CSV; a byte order mark is passed over
 * @returns one object for each row that holds anything; cells that a row lacks are empty
 * @throws CmbError `INVALID_ARGUMENT` that names the line: a column named twice, a row with more cells than columns, a
 * quote that is not closed, semicolons between the columns
 * @example
 * ```ts
 * import { parseTable } from "@cmb/metrics";
 * parseTable("scan,site\na,Bonn\n").rows[0]?.site; // => "Bonn"
 * ```
 * @since 0.1.0
 */
export function parseTable(text: string): Table {
  const all = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const delimiter = all.find(isFilled)?.includes("\t") === true ? "\t" : ",";
  const [header, ...rows] = all
    .map((line, n) => ({ number: n + 1, line }))
    .filter(({ line }) => isFilled(line))
    .map(({ number, line }) => ({ number, cells: splitLine(line, number, delimiter) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""));
  const columns = header?.cells ?? [];
  assertColumns(columns, header?.number ?? 1);
  for (const { number, cells } of rows) {
    if (cells.length <= columns.length) continue;
    const why = `has ${cells.length} cells for ${columns.length} columns; write decimals with a point and not with a comma, and quote cells that hold the ${delimiter === "," ? "comma" : "tab"}`;
    throw refused(number, why, cells);
  }
  return {
    columns,
    rows: rows.map(({ cells }) => Object.fromEntries(columns.map((name, n) => [name, cells[n] ?? ""]))),
    lines: rows.map(({ number }) => number),
  };
}

function isFilled(line: string): boolean {
  return line.trim() !== "";
}

function assertColumns(columns: readonly string[], line: number): void {
  const twice = columns.find((name, n) => name !== "" && columns.indexOf(name) !== n);
  if (twice !== undefined) throw refused(line, `names the column ${twice} twice; give each its own name`, columns);
  if (columns.length !== 1 || columns[0]?.includes(";") !== true) return;
  throw refused(
    line,
    "has semicolons between the columns; part them by commas, and write decimals with a point",
    columns,
  );
}

function splitLine(line: string, number: number, delimiter: string): readonly string[] {
  const cells: string[] = [];
  let [cell, isQuoted] = ["", false];
  for (let n = 0; n < line.length; n++) {
    const character = line[n] ?? "";
    if (character === '"' && isQuoted && line[n + 1] === '"') {
      cell += '"';
      n++;
    } else if (character === '"') isQuoted = !isQuoted;
    else if (character === delimiter && !isQuoted) {
      cells.push(cell.trim());
      cell = "";
    } else cell += character;
  }
  if (isQuoted) throw refused(number, "opens a quote that it does not close; double a quote within a cell", line);
  return [...cells, cell.trim()];
}

function refused(line: number, why: string, value: unknown): CmbError<"INVALID_ARGUMENT"> {
  return new CmbError("INVALID_ARGUMENT", `line ${line} ${why}`, { name: `line ${line}`, value });
}
