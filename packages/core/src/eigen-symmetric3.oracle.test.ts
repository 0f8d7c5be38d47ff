import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { eigenSymmetric3 } from "./eigen-symmetric3.js";

interface Case {
  readonly matrix: readonly [number, number, number, number, number, number];
  readonly values: readonly [number, number, number];
  readonly vectors: readonly (readonly [number, number, number])[];
}
const { cases }: { readonly cases: readonly Case[] } = JSON.parse(
  readFileSync(new URL("../../../fixtures/core/eigen.json", import.meta.url), "utf8"),
);

describe("eigenSymmetric3 beside numpy.linalg.eigh", () => {
  it("gives the same values", () => {
    expect(cases.length).toBeGreaterThan(200);
    for (const { matrix, values } of cases) {
      // LAPACK is exact to a few units in the last place of the largest entry, so that is all that can be asked.
      const tolerance = 1e-14 * Math.max(...matrix.map(Math.abs));
      eigenSymmetric3(matrix).values.forEach((value, n) => {
        expect(Math.abs(value - (values[n] ?? Number.NaN))).toBeLessThanOrEqual(tolerance);
      });
    }
  });

  it("gives the same vectors up to sign, where the values are apart", () => {
    for (const { matrix, values, vectors } of cases) {
      const scale = Math.max(...values.map(Math.abs));
      const apart = Math.min(values[0] - values[1], values[1] - values[2]);
      if (apart < 1e-3 * scale || scale === 0) continue;
      eigenSymmetric3(matrix).vectors.forEach(([x, y, z], n) => {
        const [u, v, w] = vectors[n] ?? [Number.NaN, Number.NaN, Number.NaN];
        expect(Math.abs(x * u + y * v + z * w)).toBeCloseTo(1, 12);
      });
    }
  });
});
