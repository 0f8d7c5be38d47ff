import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectedCount } from "./expected-count.js";

describe("expectedCount", () => {
  it("is certain where the probabilities are", () => {
    expect(expectedCount([])).toEqual([0, 0]);
    expect(expectedCount([1, 1, 0])).toEqual([2, 2]);
  });

  it("is the binomial interval for equal probabilities", () => {
    // scipy.stats.binom.ppf([0.025, 0.975], 20, 0.3) is [2, 10]
    expect(expectedCount(new Array<number>(20).fill(0.3))).toEqual([2, 10]);
  });
});

describe("properties", () => {
  const probabilities = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

  it("holds the most of the chance that counting all outcomes gives", () => {
    fc.assert(
      fc.property(probabilities, (p) => {
        const chance = new Float64Array(p.length + 1);
        for (let outcome = 0; outcome < 2 ** p.length; outcome++) {
          const hits = p.map((_, n) => (outcome >> n) & 1);
          const weight = p.reduce((product, value, n) => product * (hits[n] === 1 ? value : 1 - value), 1);
          const count = hits.reduce<number>((sum, hit) => sum + hit, 0);
          chance[count] = (chance[count] as number) + weight;
        }
        const [low, high] = expectedCount(p);
        const below = chance.slice(0, low).reduce((sum, value) => sum + value, 0);
        const above = chance.slice(high + 1).reduce((sum, value) => sum + value, 0);
        expect(below).toBeLessThan(0.025 + 1e-9);
        expect(above).toBeLessThan(0.025 + 1e-9);
      }),
      { numRuns: 50 },
    );
  });
});
