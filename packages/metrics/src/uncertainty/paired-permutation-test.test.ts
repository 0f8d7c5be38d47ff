import { describe, expect, it } from "vitest";
import { pairedPermutationTest } from "./paired-permutation-test.js";

const mean = (cases: readonly number[]): number => cases.reduce((sum, value) => sum + value, 0) / cases.length;

describe("pairedPermutationTest", () => {
  it("tries every exchange of few cases: 2 of the 2⁵ are as extreme as five gains", () => {
    const { difference, pValue } = pairedPermutationTest([2, 3, 4, 5, 6], [1, 1, 1, 1, 1], mean, { seed: 1 });
    expect(difference).toBe(3);
    expect(pValue).toBe(2 / 32);
  });

  it("is 1 for a system against itself", () => {
    expect(pairedPermutationTest([1, 2, 3], [1, 2, 3], mean, { seed: 1 }).pValue).toBe(1);
  });

  it("draws exchanges of many cases and comes near the exact value", () => {
    const second = Array.from({ length: 12 }, (_, n) => (n * 7) % 5);
    const first = second.map((value, n) => value + (n % 3) - 0.6);
    const exact = pairedPermutationTest(first, second, mean, { seed: 1, permutations: 4096 }).pValue;
    const drawn = pairedPermutationTest(first, second, mean, { seed: 1, permutations: 4000 }).pValue;
    expect(Math.abs(drawn - exact)).toBeLessThan(0.03);
    expect(drawn).not.toBe(exact);
  });

  it("exchanges whole clusters: three patients leave 2 of 2³ as extreme", () => {
    const clusters = ["a", "b", "a", "c", "c"];
    const test = pairedPermutationTest([2, 3, 4, 5, 6], [1, 1, 1, 1, 1], mean, { seed: 1, clusters });
    expect(test).toEqual({ difference: 3, pValue: 2 / 8 });
  });

  it("is NaN where the statistic is undefined", () => {
    expect(pairedPermutationTest([1], [1], () => Number.NaN, { seed: 1 }).pValue).toBeNaN();
  });
});
