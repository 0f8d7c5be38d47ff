import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adjustPValues } from "./adjust-p-values.js";

describe("adjustPValues", () => {
  const pValues = [0.01, 0.04, 0.03];

  it("multiplies by the number of tests, stepwise or all at once", () => {
    expect(adjustPValues(pValues, "bonferroni")).toEqual([0.03, 0.12, 0.09]);
    expect(adjustPValues(pValues, "holm")).toEqual([0.03, 0.06, 0.06]);
    expect(adjustPValues(pValues, "benjamini-hochberg")).toEqual([0.03, 0.04, 0.04]);
  });

  it("refuses what is no probability", () => {
    expect(() => adjustPValues([0.5, 1.2], "holm")).toThrow("1.2");
    expect(() => adjustPValues([Number.NaN], "bonferroni")).toThrow("NaN");
  });

  it("properties: adjusted ≥ raw, ≤ 1, and Benjamini–Hochberg ≤ Holm ≤ Bonferroni", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }), (values) => {
        const [bonferroni, holm, bh] = (["bonferroni", "holm", "benjamini-hochberg"] as const).map((m) =>
          adjustPValues(values, m),
        );
        values.forEach((p, n) => {
          const ordered = [p, bh?.[n] as number, holm?.[n] as number, bonferroni?.[n] as number, 1];
          ordered.slice(1).forEach((value, step) => {
            expect(value).toBeGreaterThanOrEqual((ordered[step] as number) - 1e-12);
          });
        });
      }),
    );
  });
});
