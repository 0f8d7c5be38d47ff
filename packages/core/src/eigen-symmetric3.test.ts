import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EigenSystem3, eigenSymmetric3 } from "./eigen-symmetric3.js";

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, n) => sum + value * (b[n] ?? Number.NaN), 0);
const expectSmall = (value: number, scale: number): void => expect(Math.abs(value)).toBeLessThanOrEqual(1e-13 * scale);

describe("eigenSymmetric3", () => {
  it("sorts the values of a diagonal matrix, largest first", () => {
    expect(eigenSymmetric3([1, 0, 0, 3, 0, 2])).toEqual({
      values: [3, 2, 1],
      vectors: [
        [0, 1, 0],
        [0, 0, 1],
        [1, 0, 0],
      ],
    });
  });

  it("finds the axis of a straight line", () => {
    const { values, vectors } = eigenSymmetric3([1, 1, 1, 1, 1, 1]);
    expect(values[0]).toBeCloseTo(3, 14);
    expectSmall(values[1], 1);
    expectSmall(values[2], 1);
    for (const entry of vectors[0]) expect(Math.abs(entry)).toBeCloseTo(Math.sqrt(1 / 3), 14);
  });

  it("keeps a small value of a graded matrix to full precision", () => {
    // Determinant 1e-12 · (1 − 0.25): the least value is 7.5e-13 up to 1e-24.
    expect(eigenSymmetric3([1, 0, 0.5e-6, 0.5, 0, 1e-12]).values[2] / 7.5e-13).toBeCloseTo(1, 9);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])("gives NaN throughout for an entry of %d", (entry) => {
    const { values, vectors } = eigenSymmetric3([1, entry, 0, 1, 0, 1]);
    expect([...values, ...vectors.flat()]).toEqual(new Array(12).fill(Number.NaN));
  });

  describe("properties", () => {
    const entry = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const matrix = fc.tuple(entry, entry, entry, entry, entry, entry);
    const check = (
      predicate: (
        m: readonly [number, number, number, number, number, number],
        system: EigenSystem3,
        scale: number,
      ) => void,
    ): void => fc.assert(fc.property(matrix, (m) => predicate(m, eigenSymmetric3(m), Math.max(...m.map(Math.abs)))));

    it("gives orthonormal vectors", () => {
      check((_, { vectors: [a, b, c] }) => {
        for (const vector of [a, b, c]) expectSmall(dot(vector, vector) - 1, 1);
        for (const product of [dot(a, b), dot(a, c), dot(b, c)]) expectSmall(product, 1);
      });
    });

    it("multiplies each vector by its value", () => {
      check(([xx, xy, xz, yy, yz, zz], { values, vectors }, scale) => {
        vectors.forEach((vector, n) => {
          const rows = [
            [xx, xy, xz],
            [xy, yy, yz],
            [xz, yz, zz],
          ];
          for (const [r, row] of rows.entries()) {
            expectSmall(dot(row, vector) - (values[n] ?? Number.NaN) * (vector[r] ?? Number.NaN), 10 * scale);
          }
        });
      });
    });

    it("keeps the trace and sorts in descending order", () => {
      check(([xx, , , yy, , zz], { values: [a, b, c] }, scale) => {
        expectSmall(a + b + c - (xx + yy + zz), 10 * scale);
        expect(a).toBeGreaterThanOrEqual(b);
        expect(b).toBeGreaterThanOrEqual(c);
      });
    });
  });
});
