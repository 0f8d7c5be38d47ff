import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { intraclassCorrelation } from "./intraclass-correlation.js";

// Shrout & Fleiss 1979, table 2: four judges rate six targets; table 4 gives 0.29 and 0.71.
const judges = [
  [9, 2, 5, 8],
  [6, 1, 3, 2],
  [8, 4, 6, 8],
  [7, 1, 2, 6],
  [10, 5, 6, 9],
  [6, 2, 4, 7],
];

describe("intraclassCorrelation", () => {
  it("gives the published agreement and consistency of four judges", () => {
    expect(intraclassCorrelation(judges, { form: "ICC(2,1)" }).value).toBeCloseTo(0.29, 2);
    expect(intraclassCorrelation(judges, { form: "ICC(3,1)" }).value).toBeCloseTo(0.71, 2);
  });

  it("is 1 for raters who agree throughout", () => {
    const table = [
      [0, 0],
      [3, 3],
      [7, 7],
    ];
    for (const form of ["ICC(2,1)", "ICC(3,1)"] as const) {
      expect(intraclassCorrelation(table, { form })).toMatchObject({ value: 1, interval: { lower: 1, upper: 1 } });
    }
  });

  it("is NaN when nothing varies", () => {
    const table = [
      [2, 2],
      [2, 2],
    ];
    expect(intraclassCorrelation(table, { form: "ICC(3,1)" }).value).toBeNaN();
  });

  it("refuses rows of unequal length, a single rater, an infinite rating and a confidence of 95", () => {
    const form = { form: "ICC(2,1)" } as const;
    expect(() => intraclassCorrelation([[1, 2], [1]], form)).toThrow("another 1");
    expect(() => intraclassCorrelation([[1], [2]], form)).toThrow("at least 2");
    expect(() =>
      intraclassCorrelation(
        [
          [1, 2],
          [3, Number.POSITIVE_INFINITY],
        ],
        form,
      ),
    ).toThrow("finite");
    expect(() => intraclassCorrelation(judges, { ...form, confidence: 95 })).toThrow("0.95");
  });

  describe("properties", () => {
    const rating = fc.integer({ min: 0, max: 50 });
    const table = fc
      .array(fc.tuple(rating, rating, rating), { minLength: 3, maxLength: 20 })
      .filter((rows) => new Set(rows.map(String)).size > 2);

    it("consistency ignores a constant difference between raters, agreement never rises above it then", () => {
      fc.assert(
        fc.property(table, rating, (rows, offset) => {
          const shifted = rows.map(([a, b, c]) => [a, b, c + offset]);
          const before = intraclassCorrelation(rows, { form: "ICC(3,1)" }).value;
          const after = intraclassCorrelation(shifted, { form: "ICC(3,1)" }).value;
          if (Number.isFinite(before)) expect(after).toBeCloseTo(before, 8);
        }),
      );
    });

    it("a higher confidence gives a wider interval around the value", () => {
      fc.assert(
        fc.property(table, fc.constantFrom("ICC(2,1)" as const, "ICC(3,1)" as const), (rows, form) => {
          const { value, interval } = intraclassCorrelation(rows, { form, confidence: 0.9 });
          const wider = intraclassCorrelation(rows, { form, confidence: 0.99 }).interval;
          fc.pre(Number.isFinite(interval.lower) && Number.isFinite(interval.upper) && value < 0.999 && value > 0.001);
          expect(wider.lower).toBeLessThanOrEqual(interval.lower + 1e-9);
          expect(wider.upper).toBeGreaterThanOrEqual(interval.upper - 1e-9);
          expect(interval.lower).toBeLessThanOrEqual(value);
        }),
      );
    });
  });
});
