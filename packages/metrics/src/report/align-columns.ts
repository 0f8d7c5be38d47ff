/**
 * Rows of text as columns of equal width: the first to the left, the others to the right.
 *
 * @param rows - the first decides how many columns there are
 * @returns lines without spaces at their ends
 * @internal
 */
export function alignColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, n) => Math.max(...rows.map((row) => row[n]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0)))
      .join("   ")
      .trimEnd(),
  );
}
