import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { prefilterBlocks, splinePrefilterInto } from "./spline-prefilter.js";

function coefficients(values: readonly number[], shape: readonly [number, number, number]): Float32Array {
  const data = Float32Array.from(values);
  for (const axis of [0, 1, 2] as const) {
    for (let block = 0; block < prefilterBlocks(shape, axis); block++)
      splinePrefilterInto({ shape, axis, block }, data);
  }
  return data;
}

describe("splinePrefilterInto", () => {
  it("leaves a constant as it is, and lines of one voxel", () => {
    for (const one of coefficients(Array(24).fill(5), [4, 3, 2])) expect(one).toBeCloseTo(5, 5);
    expect([...coefficients([1, 2, 3], [1, 1, 1])]).toStrictEqual([1, 2, 3]);
  });
});

describe("prefilterBlocks", () => {
  it("is one for each slice along i, and one for every 256 lines along the others", () => {
    expect([0, 1, 2].map((axis) => prefilterBlocks([300, 4, 5], axis as 0 | 1 | 2))).toStrictEqual([5, 10, 5]);
  });
});

describe("properties", () => {
  it("gives coefficients whose spline passes through the values: (c₋ + 4 c + c₊) / 6, mirrored at the ends", () => {
    const value = fc.integer({ min: -100, max: 100 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 40 }), fc.constantFrom(0, 1, 2), (values, axis) => {
        const shape = [1, 1, 1] as [number, number, number];
        shape[axis] = values.length;
        const c = coefficients(values, shape);
        const at = (n: number): number => c[n < 0 ? -n : n < c.length ? n : 2 * c.length - 2 - n] ?? 0;
        for (const [n, wanted] of values.entries()) {
          expect((at(n - 1) + 4 * at(n) + at(n + 1)) / 6).toBeCloseTo(wanted, 3);
        }
      }),
    );
  });
});
