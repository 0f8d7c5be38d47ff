import { isCmbError } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stratifiedShuffleSplit } from "./stratified-shuffle-split.js";

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (isCmbError(error)) return error.code;
  }
  return "none";
};

describe("stratifiedShuffleSplit", () => {
  it("keeps the shares of the strata", () => {
    const labels = Array.from({ length: 100 }, (_, n) => (n < 80 ? "a" : "b"));
    const { train, test } = stratifiedShuffleSplit(labels, { testFraction: 0.25, seed: 1 });
    expect([train.length, test.length]).toEqual([75, 25]);
    expect(test.filter((n) => labels[n] === "a")).toHaveLength(20);
  });

  it("refuses a stratum of one item by its name", () => {
    expect(() => stratifiedShuffleSplit(["a", "a", "rare"], { testFraction: 0.5, seed: 1 })).toThrow(/"rare" has one/);
  });

  it.each([
    ["a fraction of 0", 0, 1],
    ["a fraction of 1", 1, 1],
    ["a fraction that is no number", Number.NaN, 1],
    ["a negative seed", 0.5, -1],
    ["a seed that is not whole", 0.5, 1.5],
  ])("refuses %s", (_, testFraction, seed) => {
    expect(codeOf(() => stratifiedShuffleSplit(["a", "a", "b", "b"], { testFraction, seed }))).toBe("OUT_OF_RANGE");
  });

  it("refuses sides with fewer items than strata", () => {
    const labels = ["a", "a", "b", "b", "c", "c"];
    expect(codeOf(() => stratifiedShuffleSplit(labels, { testFraction: 0.2, seed: 1 }))).toBe("OUT_OF_RANGE");
  });
});

describe("properties", () => {
  const labels = fc
    .array(fc.integer({ min: 2, max: 20 }), { minLength: 1, maxLength: 5 })
    .map((sizes) => sizes.flatMap((size, n) => Array.from({ length: size }, () => `stratum ${n}`)));
  const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });

  it("puts every item on exactly one side, and none is off its share by more than one", () => {
    fc.assert(
      fc.property(labels, seed, (items, drawn) => {
        const { train, test } = stratifiedShuffleSplit(items, { testFraction: 0.5, seed: drawn });
        expect([...train, ...test].sort((a, b) => a - b)).toEqual(items.map((_, n) => n));
        for (const name of new Set(items)) {
          const share = (items.filter((label) => label === name).length * train.length) / items.length;
          expect(Math.abs(train.filter((n) => items[n] === name).length - share)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it("gives the same split for the same seed", () => {
    fc.assert(
      fc.property(labels, seed, (items, drawn) => {
        const once = stratifiedShuffleSplit(items, { testFraction: 0.4, seed: drawn });
        expect(stratifiedShuffleSplit(items, { testFraction: 0.4, seed: drawn })).toEqual(once);
      }),
    );
  });
});
