/** A table with a header: each row as its cells by column. */
export type TableRow = Readonly<Record<string, string>>;

/**
 * The rows of a text table with a header line. Tabs part the cells where the header has one, commas elsewhere; quoted
 * cells may hold the delimiter and doubled quotes, not line ends.
 *
 * @param text - TSV or CSV; a byte order mark is passed over
 * @returns one object for each row that holds anything; cells that a row lacks are empty
 */
export function parseTable(text: string): { readonly columns: readonly string[]; readonly rows: readonly TableRow[] } {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const delimiter = lines[0]?.includes("\t") === true ? "\t" : ",";
  const [columns = [], ...cells] = lines.filter((line) => line.trim() !== "").map((line) => splitLine(line, delimiter));
  const rows = cells.map((row) => Object.fromEntries(columns.map((name, n) => [name, row[n] ?? ""])));
  return { columns, rows };
}

function splitLine(line: string, delimiter: string): readonly string[] {
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
  return [...cells, cell.trim()];
}
