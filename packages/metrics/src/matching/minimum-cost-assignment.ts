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
  if (costs.length !== rows * columns) {
    const message = `minimumCostAssignment: ${rows} rows and ${columns} columns need ${rows * columns} costs and there are ${costs.length}`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected: [rows, columns], actual: [costs.length] });
  }
  for (let n = 0; n < costs.length; n++) {
    if (Number.isFinite(costs[n])) continue;
    const message = `minimumCostAssignment: cost ${n} is ${costs[n]}; give a large finite cost to a pair that must not be`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "costs", value: costs[n] as number });
  }
  if (rows <= columns) return columnOfRow(solve(costs, rows, columns, false), rows);
  const rowOfColumn = columnOfRow(solve(costs, columns, rows, true), columns);
  const out = new Array<number>(rows).fill(-1);
  for (const [column, row] of rowOfColumn.entries()) if (row >= 0) out[row] = column;
  return out;
}

function columnOfRow(rowOfColumn: Int32Array, rows: number): number[] {
  const out = new Array<number>(rows).fill(-1);
  for (const [column, row] of rowOfColumn.entries()) if (row >= 0) out[row] = column;
  return out;
}

// kernel: one augmenting path for each row; the prices keep reduced costs non-negative
function solve(costs: ArrayLike<number>, rows: number, columns: number, transposed: boolean): Int32Array {
  const rowPrice = new Float64Array(rows);
  const columnPrice = new Float64Array(columns);
  const rowOfColumn = new Int32Array(columns).fill(-1);
  const shortest = new Float64Array(columns);
  const previous = new Int32Array(columns);
  const scanned = new Uint8Array(columns);
  for (let start = 0; start < rows; start++) {
    shortest.fill(Number.POSITIVE_INFINITY);
    scanned.fill(0);
    previous.fill(-1);
    let row = start;
    let length = 0;
    let sink = -1;
    const visited: number[] = [];
    while (sink === -1) {
      let nearest = -1;
      for (let column = 0; column < columns; column++) {
        if (scanned[column]) continue;
        const cost = costs[transposed ? column * rows + row : row * columns + column] as number;
        const path = length + cost - (rowPrice[row] as number) - (columnPrice[column] as number);
        if (path < (shortest[column] as number)) {
          shortest[column] = path;
          previous[column] = row;
        }
        const best = nearest === -1 ? Number.POSITIVE_INFINITY : (shortest[nearest] as number);
        const here = shortest[column] as number;
        if (here < best || (here === best && rowOfColumn[column] === -1 && rowOfColumn[nearest] !== -1)) {
          nearest = column;
        }
      }
      length = shortest[nearest] as number;
      scanned[nearest] = 1;
      visited.push(nearest);
      if (rowOfColumn[nearest] === -1) sink = nearest;
      else row = rowOfColumn[nearest] as number;
    }
    rowPrice[start] = (rowPrice[start] as number) + length;
    for (const column of visited) {
      const slack = length - (shortest[column] as number);
      columnPrice[column] = (columnPrice[column] as number) - slack;
      const owner = rowOfColumn[column] as number;
      if (owner !== -1) rowPrice[owner] = (rowPrice[owner] as number) + slack;
    }
    augment(rowOfColumn, previous, start, sink);
  }
  return rowOfColumn;
}

/** Hands each column on the path to the row before it, from the free column back to the new row. */
function augment(rowOfColumn: Int32Array, previous: Int32Array, start: number, sink: number): void {
  const columnOf = new Map<number, number>();
  for (const [column, row] of rowOfColumn.entries()) if (row >= 0) columnOf.set(row, column);
  let column = sink;
  for (;;) {
    const row = previous[column] as number;
    rowOfColumn[column] = row;
    if (row === start) return;
    column = columnOf.get(row) as number;
  }
}
