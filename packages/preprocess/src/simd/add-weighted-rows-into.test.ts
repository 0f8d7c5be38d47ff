import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addRowsInto, addWeightedRowsInto, type WeightedRowsOptions } from "./add-weighted-rows-into.js";
import { plainRowKernels } from "./plain-row-kernels.js";

const values = (n: number): Float32Array => Float32Array.from({ length: n }, (_, v) => Math.sin(v * v));

function summed(rows: Float32Array, options: WeightedRowsOptions): Float32Array {
  const out = new Float32Array(options.rowLength * options.sums.length).fill(1);
  addWeightedRowsInto(rows, options, out);
  return out;
}

describe("addWeightedRowsInto", () => {
  it("adds the weighted rows of each sum to what is there", () => {
    const rows = Float32Array.of(1, 2, 3, 10, 20, 30, 100, 200, 300);
    const sums = [
      { first: 0, weights: [1, 0.5, 0.25] },
      { first: 2, weights: [2] },
      { first: 1, weights: [] },
    ];
    expect([...summed(rows, { rowLength: 3, sums })]).toEqual([32, 63, 94, 201, 401, 601, 1, 1, 1]);
  });

  it("takes rows that the memory of the kernels holds in pieces only", () => {
    const rows = values(90 * 8000);
    const weights = Float64Array.from({ length: 90 }, (_, r) => 1 / (r + 1));
    const out = summed(rows, { rowLength: 8000, sums: [{ first: 0, weights }] });
    for (const x of [0, 5000, 7999]) {
      const expected = weights.reduce((sum, w, r) => sum + w * (rows[r * 8000 + x] as number), 1);
      expect(out[x]).toBeCloseTo(expected, 5);
    }
  });

  it.each([
    [{ rowLength: 4, sums: [{ first: 0, weights: [1, 1, 1] }] }],
    [{ rowLength: 4, sums: [{ first: -1, weights: [1] }] }],
    [{ rowLength: 2.5, sums: [{ first: 0, weights: [1] }] }],
  ])("refuses %j of two rows of four", (options) => {
    const refused = expect.objectContaining({ code: "SHAPE_MISMATCH" });
    expect(() => addWeightedRowsInto(values(8), options, new Float32Array(4))).toThrow(refused);
  });

  it("refuses an output of another size", () => {
    const options = { rowLength: 4, sums: [{ first: 0, weights: [1] }] };
    const refused = expect.objectContaining({ code: "SHAPE_MISMATCH" });
    expect(() => addWeightedRowsInto(values(8), options, new Float32Array(5))).toThrow(refused);
  });

  describe("properties", () => {
    it("gives the same bits with WebAssembly as without", () => {
      const size = fc.integer({ min: 1, max: 40 });
      fc.assert(
        fc.property(size, size, fc.nat(39), (rowLength, rows, first) => {
          const from = first % rows;
          const sums = [{ first: from, weights: values(rows - from) }];
          const options = { rowLength, sums };
          const wide = summed(values(rows * rowLength), options);
          const plain = new Float32Array(rowLength).fill(1);
          addRowsInto(values(rows * rowLength), { ...options, kernels: plainRowKernels }, plain);
          expect(new Uint32Array(wide.buffer)).toEqual(new Uint32Array(plain.buffer));
        }),
      );
    });
  });
});
