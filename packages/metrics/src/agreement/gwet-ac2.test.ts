import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFixture } from "../testdata/read-fixture.js";
import { gwetAc1 } from "./gwet-ac1.js";
import { gwetAc2 } from "./gwet-ac2.js";

const table = [
  [0, 0],
  [0, 1],
  [2, 2],
  [1, 2],
];

describe("gwetAc2", () => {
  it("counts near classes as agreement in part", () => {
    // Linear weights 1, ½, 0: agreement (1 + ½ + 1 + ½)/4; shares 3/8, 2/8, 3/8; Σw = 5 over 6.
    const spread = 2 * (3 / 8) * (5 / 8) + (2 / 8) * (6 / 8);
    const expected = (5 / 6) * spread;
    expect(gwetAc2(table, { weights: "linear", classes: [0, 1, 2] })).toBeCloseTo(
      (0.75 - expected) / (1 - expected),
      12,
    );
  });

  it("forgives small distances more by squares", () => {
    const options = { classes: [0, 1, 2] };
    expect(gwetAc2(table, { ...options, weights: "quadratic" })).toBeGreaterThan(
      gwetAc2(table, { ...options, weights: "linear" }),
    );
  });

  it("refuses a rating outside of the scale, and a scale of one class", () => {
    expect(() => gwetAc2(table, { weights: "linear", classes: [0, 1] })).toThrow("a rating is 2");
    expect(() => gwetAc2(table, { weights: "linear", classes: [0] })).toThrow("at least 2");
  });
});

describe("gwetAc2 beside irrCAC", () => {
  const { kappas } = readFixture<{
    readonly kappas: readonly { readonly ratings: number[][]; readonly classes: number }[];
  }>("statistics/statistics.json");
  const { tables } = readFixture<{ readonly tables: readonly Record<"linear" | "quadratic", number>[] }>(
    "statistics/gwet-ac2.json",
  );
  it.each([...kappas.keys()])("table %#", (n) => {
    const { ratings = [], classes: count = 0 } = kappas[n] ?? {};
    const classes = Array.from({ length: count }, (_, index) => index);
    for (const weights of ["linear", "quadratic"] as const) {
      // irrCAC rounds to five decimals.
      expect(gwetAc2(ratings, { weights, classes })).toBeCloseTo(tables[n]?.[weights] ?? Number.NaN, 4);
    }
  });
});

describe("properties", () => {
  it("equals AC1 on a scale of two classes", () => {
    const rating = fc.constantFrom(0, 1);
    fc.assert(
      fc.property(fc.array(fc.tuple(rating, rating, rating), { minLength: 2, maxLength: 20 }), (ratings) => {
        for (const weights of ["linear", "quadratic"] as const) {
          expect(gwetAc2(ratings, { weights, classes: [0, 1] })).toBeCloseTo(gwetAc1(ratings, { classes: 2 }), 12);
        }
      }),
    );
  });
});
