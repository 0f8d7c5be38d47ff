import { isCmbError } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mannWhitneyU } from "./mann-whitney-u.js";
import { pairedRanksTest } from "./paired-ranks-test.js";
import { rankBySignificance } from "./rank-by-significance.js";
import { rankValues } from "./rank-values.js";
import { wilcoxonSignedRank } from "./wilcoxon-signed-rank.js";

describe("rankValues", () => {
  it("gives equal values the mean of their ranks", () => {
    expect(rankValues([3, 1, 3, 2])).toEqual({ ranks: [3.5, 1, 3.5, 2], ties: [1, 1, 2] });
  });
});

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

describe("mannWhitneyU", () => {
  it("is one in all orders where the samples do not mix", () => {
    expect(mannWhitneyU([4, 5], [1, 2, 3], "greater")).toBeCloseTo(0.1, 15);
    expect(mannWhitneyU([4, 5], [1, 2, 3], "less")).toBe(1);
  });
  it("is undefined for an empty sample and refuses NaN", () => {
    expect(mannWhitneyU([], [1], "greater")).toBeNaN();
    expect(() => mannWhitneyU([Number.NaN], [1], "greater")).toThrow("NaN");
  });
});

describe("pairedRanksTest", () => {
  it("is 1 for equal samples, undefined for one pair, and refuses samples that do not pair", () => {
    expect(pairedRanksTest([1, 2], [1, 2], "greater")).toBe(1);
    expect(pairedRanksTest([1], [2], "greater")).toBeNaN();
    expect(() => pairedRanksTest([1], [2, 3], "greater")).toThrow(
      expect.toSatisfy((error) => isCmbError(error, "SHAPE_MISMATCH")),
    );
  });
  it("is 0 or 1 where the samples are apart and nothing varies", () => {
    expect(pairedRanksTest([5, 6, 7], [1, 2, 3], "greater")).toBe(0);
    expect(pairedRanksTest([5, 6, 7], [1, 2, 3], "less")).toBe(1);
  });
});

describe("rankBySignificance", () => {
  const options = { better: "greater", design: "paired", significance: 0.05 } as const;
  it("uses the paired-ranks test below 20 cases", () => {
    const [low, high] = [
      Array.from({ length: 12 }, (_, n) => n % 5),
      Array.from({ length: 12 }, (_, n) => (n % 5) + 2.5),
    ];
    const { ranks, pValues } = rankBySignificance([low, high], options);
    expect(ranks).toEqual([2, 1]);
    expect(pValues[1]?.[0]).toBe(pairedRanksTest(high, low, "greater"));
  });
  it("refuses paired teams with different numbers of cases", () => {
    expect(() => rankBySignificance([[1, 2], [1]], options)).toThrow("complete the missing ones");
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
