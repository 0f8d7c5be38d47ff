import { isCmbError } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minimumCostAssignment } from "./minimum-cost-assignment.js";

/** Every assignment tried: the model for small matrices. */
function cheapest(costs: readonly number[], rows: number, columns: number): number {
  const best = (row: number, free: readonly number[]): number => {
    if (row === rows) return 0;
    const skip = rows - row > free.length ? best(row + 1, free) : Number.POSITIVE_INFINITY;
    return free.reduce((least, column) => {
      const rest = free.filter((each) => each !== column);
      return Math.min(least, (costs[row * columns + column] as number) + best(row + 1, rest));
    }, skip);
  };
  return best(0, [...Array(columns).keys()]);
}

describe("minimumCostAssignment", () => {
  it("solves the worked example of SciPy's documentation", () => {
    expect(minimumCostAssignment([4, 1, 3, 2, 0, 5, 3, 2, 2], 3, 3)).toEqual([1, 0, 2]);
  });
  it("leaves rows without a column where columns are fewer", () => {
    expect(minimumCostAssignment([5, 1, 3], 3, 1)).toEqual([-1, 0, -1]);
  });
  it("gives nothing for an empty matrix", () => {
    expect(minimumCostAssignment([], 0, 0)).toEqual([]);
    expect(minimumCostAssignment([], 2, 0)).toEqual([-1, -1]);
  });
  it("refuses a wrong size and a cost that is not finite", () => {
    expect(() => minimumCostAssignment([1, 2, 3], 2, 2)).toThrow("there are 3");
    expect(() => minimumCostAssignment([1, 2], -1, -2)).toThrow("-1 rows");
    expect(() => minimumCostAssignment([1, Number.POSITIVE_INFINITY], 1, 2)).toThrow(
      expect.toSatisfy((error) => isCmbError(error, "OUT_OF_RANGE")),
    );
  });
});

describe("properties", () => {
  it("costs as little as the best of all assignments, uses each column once and as many rows as fit", () => {
    const size = fc.integer({ min: 1, max: 6 });
    const matrix = fc.tuple(size, size).chain(([rows, columns]) =>
      fc.record({
        rows: fc.constant(rows),
        columns: fc.constant(columns),
        costs: fc.array(fc.integer({ min: -9, max: 9 }), { minLength: rows * columns, maxLength: rows * columns }),
      }),
    );
    fc.assert(
      fc.property(matrix, ({ rows, columns, costs }) => {
        const chosen = minimumCostAssignment(costs, rows, columns);
        const used = chosen.filter((column) => column >= 0);
        expect(used).toHaveLength(Math.min(rows, columns));
        expect(new Set(used).size).toBe(used.length);
        const sum = chosen.reduce(
          (total, column, row) => total + (column < 0 ? 0 : (costs[row * columns + column] ?? 0)),
          0,
        );
        expect(sum).toBe(cheapest(costs, rows, columns));
      }),
    );
  });
});
