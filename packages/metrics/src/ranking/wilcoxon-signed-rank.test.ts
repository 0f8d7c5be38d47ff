import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wilcoxonSignedRank } from "./wilcoxon-signed-rank.js";

describe("wilcoxonSignedRank", () => {
  it("is 1/2ⁿ where all differences point one way", () => {
    expect(wilcoxonSignedRank([1, 2, 3], "greater")).toBe(1 / 8);
    expect(wilcoxonSignedRank([1, 2, 3], "less")).toBe(1);
  });
  it("passes NaN and zero differences over", () => {
    expect(wilcoxonSignedRank([1, 2, 3, Number.NaN], "greater")).toBe(1 / 8);
    expect(wilcoxonSignedRank([1, 2, 3, 0], "greater")).toBe(1 / 8);
    expect(wilcoxonSignedRank([0, 0], "greater")).toBe(1);
    expect(wilcoxonSignedRank([Number.NaN], "greater")).toBeNaN();
  });
});

describe("properties", () => {
  it("one-sided p values of both sides sum to at least 1 where the test is exact", () => {
    const value = fc.integer({ min: -20, max: 20 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 12 }), (differences) => {
        const sum = wilcoxonSignedRank(differences, "greater") + wilcoxonSignedRank(differences, "less");
        expect(sum).toBeGreaterThanOrEqual(1 - 1e-12);
      }),
    );
  });
});
