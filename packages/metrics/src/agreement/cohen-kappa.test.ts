import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cohenKappa } from "./cohen-kappa.js";

const yesNo = { weights: "none", classes: [0, 1] } as const;

describe("cohenKappa", () => {
  it("is 0.4 for 20 yes–yes, 15 no–no, 5 and 10 disagreements (observed 0.7, expected 0.5)", () => {
    const first = [...Array(20).fill(1), ...Array(5).fill(1), ...Array(10).fill(0), ...Array(15).fill(0)];
    const second = [...Array(20).fill(1), ...Array(5).fill(0), ...Array(10).fill(1), ...Array(15).fill(0)];
    expect(cohenKappa(first, second, yesNo)).toBeCloseTo(0.4, 12);
  });

  it("counts the distance of ordered classes, squared when asked", () => {
    const [first, second] = [
      [0, 1, 2, 2],
      [0, 2, 2, 0],
    ];
    const classes = [0, 1, 2];
    // Observed costs 0, 1, 0, 2; expected by the margins (1/4, 1/4, 1/2) × (1/2, 0, 1/2).
    expect(cohenKappa(first, second, { weights: "linear", classes })).toBeCloseTo(1 - 0.75 / 1, 12);
    expect(cohenKappa(first, second, { weights: "quadratic", classes })).toBeCloseTo(1 - 1.25 / 1.75, 12);
  });

  it("is NaN when both raters used one class throughout", () => {
    expect(cohenKappa([1, 1], [1, 1], yesNo)).toBeNaN();
  });

  it("refuses a class that is not listed", () => {
    expect(() => cohenKappa([0, 2], [0, 1], yesNo)).toThrow("classes are 0, 1");
  });

  describe("properties", () => {
    const label = fc.integer({ min: 0, max: 3 });
    const pairs = fc.array(fc.tuple(label, label), { minLength: 2, maxLength: 40 });
    const weights = fc.constantFrom("none" as const, "linear" as const, "quadratic" as const);
    const classes = [0, 1, 2, 3];

    it("is symmetric in the raters and independent of the order of subjects", () => {
      fc.assert(
        fc.property(pairs, weights, (rows, weighting) => {
          const [x, y] = [rows.map(([a]) => a), rows.map(([, b]) => b)];
          const value = cohenKappa(x, y, { weights: weighting, classes });
          fc.pre(Number.isFinite(value));
          expect(cohenKappa(y, x, { weights: weighting, classes })).toBeCloseTo(value, 10);
          expect(cohenKappa([...x].reverse(), [...y].reverse(), { weights: weighting, classes })).toBeCloseTo(
            value,
            10,
          );
        }),
      );
    });

    it("all weightings agree on two classes", () => {
      const binary = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 1 })), {
        minLength: 2,
      });
      fc.assert(
        fc.property(binary, (rows) => {
          const [x, y] = [rows.map(([a]) => a), rows.map(([, b]) => b)];
          const plain = cohenKappa(x, y, yesNo);
          fc.pre(Number.isFinite(plain));
          expect(cohenKappa(x, y, { ...yesNo, weights: "quadratic" })).toBeCloseTo(plain, 10);
        }),
      );
    });
  });
});
