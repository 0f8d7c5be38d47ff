import { CmbError } from "@cmb/core";

/**
 * The one-to-one assignment of rows to columns with the smallest sum of costs (Jonker–Volgenant).
 *
 * Shortest augmenting paths over reduced costs, O(rows² · columns); every row gets a column, so a matrix with more rows
 * than columns is solved on its transpose and leaves rows without one.
 *
 * @param costs - row-major, `costs[row * columns + column]`; finite
 * @param rows - number of rows
 * @param columns - number of columns
 * @returns for each row its column, −1 where it got none
 * @throws CmbError `SHAPE_MISMATCH` when the matrix has another size, `OUT_OF_RANGE` when a cost is not finite
 * @see Jonker & Volgenant 1987, A shortest augmenting path algorithm, doi:10.1007/BF02278710; Crouse 2016,
 * doi:10.1109/TAES.2016.140952, for rectangular matrices
 * @since 0.1.0
 */
export function minimumCostAssignment(costs: ArrayLike<number>, rows: number, columns: number): readonly number[] {
  const isCount = (count: number): boolean => Number.isSafeInteger(count) && count >= 0;
  if (!isCount(rows) || !isCount(columns) || costs.length !== rows * columns) {
    const message = `minimumCostAssignment: ${rows} rows and ${columns} columns need ${rows * columns} costs and there are ${costs.length}`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected: [rows, columns], actual: [costs.length] });
  }
  for (let n = 0; n < costs.length; n++) {
    if (Number.isFinite(costs[n])) continue;
    const message = `minimumCostAssignment: cost ${n} is ${costs[n]}; give a large finite cost to a pair that must not be`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "costs", value: costs[n] as number });
  }
  if (rows <= columns) return [...solve(new Float64Array(costs), rows, columns)];
  const out = new Array<number>(rows).fill(-1);
  for (const [column, row] of solve(transpose(costs, rows, columns), columns, rows).entries()) out[row] = column;
  return out;
}

function transpose(costs: ArrayLike<number>, rows: number, columns: number): Float64Array {
  const out = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) out[column * rows + row] = costs[row * columns + column] as number;
  }
  return out;
}

// kernel: one augmenting path for each row, of which there are no more than columns; the prices keep reduced costs
// non-negative. Returns the column of each row.
function solve(costs: Float64Array, rows: number, columns: number): Int32Array {
  const columnOfRow = new Int32Array(rows).fill(-1);
  const rowOfColumn = new Int32Array(columns).fill(-1);
  const rowPrice = new Float64Array(rows);
  const columnPrice = new Float64Array(columns);
  const shortest = new Float64Array(columns);
  const previous = new Int32Array(columns);
  const scanned = new Uint8Array(columns);
  const visited = new Int32Array(columns);
  for (let start = 0; start < rows; start++) {
    shortest.fill(Number.POSITIVE_INFINITY);
    scanned.fill(0);
    let row = start;
    let length = 0;
    let sink = -1;
    let visits = 0;
    while (sink === -1) {
      const offset = row * columns;
      const price = rowPrice[row] as number;
      let nearest = -1;
      let best = Number.POSITIVE_INFINITY;
      for (let column = 0; column < columns; column++) {
        if (scanned[column] === 1) continue;
        const path = length + (costs[offset + column] as number) - price - (columnPrice[column] as number);
        let here = shortest[column] as number;
        if (path < here) {
          here = path;
          shortest[column] = path;
          previous[column] = row;
        }
        if (here > best) continue;
        // Of columns as near a free one comes first: it ends the path.
        if (here < best || (rowOfColumn[column] === -1 && rowOfColumn[nearest] !== -1)) {
          best = here;
          nearest = column;
        }
      }
      length = best;
      scanned[nearest] = 1;
      visited[visits++] = nearest;
      if (rowOfColumn[nearest] === -1) sink = nearest;
      else row = rowOfColumn[nearest] as number;
    }
    rowPrice[start] = (rowPrice[start] as number) + length;
    for (let visit = 0; visit < visits; visit++) {
      const column = visited[visit] as number;
      const slack = length - (shortest[column] as number);
      columnPrice[column] = (columnPrice[column] as number) - slack;
      const owner = rowOfColumn[column] as number;
      if (owner !== -1) rowPrice[owner] = (rowPrice[owner] as number) + slack;
    }
    augment({ columnOfRow, rowOfColumn, previous }, start, sink);
  }
  return columnOfRow;
}

interface Paths {
  readonly columnOfRow: Int32Array;
  readonly rowOfColumn: Int32Array;
  /** The row from which the path reached a column. */
  readonly previous: Int32Array;
}

/** Hands each column on the path to the row before it, from the free column back to the new row. */
function augment({ columnOfRow, rowOfColumn, previous }: Paths, start: number, sink: number): void {
  let column = sink;
  for (;;) {
    const row = previous[column] as number;
    const released = columnOfRow[row] as number;
    rowOfColumn[column] = row;
    columnOfRow[row] = column;
    if (row === start) return;
    column = released;
  }
}
