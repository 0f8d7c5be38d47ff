import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { philox4x32Into } from "./philox.js";
import { createRng, type Rng } from "./rng.js";

const draw = (rng: Rng, n: number): number[] => Array.from({ length: n }, () => rng.uint32());
const outOfRange = expect.objectContaining({ code: "OUT_OF_RANGE" });

describe("createRng", () => {
  it("gives the words of Philox in counter order, keyed by the seed", () => {
    const blocks = new Uint32Array(4000);
    philox4x32Into([0, 0, 0, 0], [7, 0], blocks);
    expect(draw(createRng(7), 4000)).toEqual([...blocks]);
  });

  it("uses all 53 bits of the seed", () => {
    expect(draw(createRng(1), 4)).not.toEqual(draw(createRng(1 + 2 ** 32), 4));
  });

  it("tells paths apart", () => {
    const paths = [
      [],
      [0],
      [1],
      ["1"],
      [""],
      ["", ""],
      ["a"],
      ["a", "b"],
      ["b", "a"],
      ["ab"],
      ["a\0"],
      [0, 0],
      [2 ** 32],
      ["aaaaaaaab"],
      ["aaaaaaaa", "b"],
    ];
    const firsts = paths.map((path) => draw(createRng(1, ...path), 2).join());
    expect(new Set(firsts).size).toBe(paths.length);
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])("refuses the seed %d, and that number in a path", (seed) => {
    expect(() => createRng(seed)).toThrow(outOfRange);
    expect(() => createRng(1, seed)).toThrow(outOfRange);
    expect(() => createRng(1).at("x", seed)).toThrow(outOfRange);
  });

  describe("at", () => {
    it("is the stream of the longer path, whatever was drawn before", () => {
      const lesions = createRng(7, "lesions");
      const before = draw(lesions.at(3, "size"), 8);
      draw(lesions, 5);
      expect(draw(lesions.at(3, "size"), 8)).toEqual(before);
      expect(draw(createRng(7, "lesions", 3, "size"), 8)).toEqual(before);
    });

    it("gives the same result for any order of the parts", () => {
      const part = (n: number): number[] => draw(createRng(5, "part").at(n), 3);
      const forwards = [0, 1, 2, 3].map(part);
      const backwards = [3, 2, 1, 0].map(part).reverse();
      expect(backwards).toEqual(forwards);
    });

    it("gives streams that do not follow one another", () => {
      const n = 20_000;
      const [a, b] = [createRng(9).at(0), createRng(9).at(1)];
      let sum = 0;
      for (let i = 0; i < n; i++) sum += (a.uniform() - 0.5) * (b.uniform() - 0.5) * 12;
      // The correlation of independent streams is normal with deviation 1/sqrt(n).
      expect(Math.abs(sum / n)).toBeLessThan(4 / Math.sqrt(n));
    });
  });

  describe("uniform", () => {
    it("has 53 random bits: the lowest is set half of the time", () => {
      const rng = createRng(3);
      const odd = Array.from({ length: 10_000 }, () => (rng.uniform() * 2 ** 53) % 2).filter((bit) => bit === 1).length;
      expect(Math.abs(odd - 5000)).toBeLessThan(200);
    });

    it("has the mean and the variance of a uniform number", () => {
      const rng = createRng(4);
      const values = Array.from({ length: 100_000 }, () => rng.uniform(2, 6));
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      // Standard errors: 1.155 / 316 and about 1.2 / 316.
      expect(Math.abs(mean - 4)).toBeLessThan(0.015);
      expect(Math.abs(variance - 16 / 12)).toBeLessThan(0.015);
      expect(Math.min(...values.slice(0, 1000))).toBeGreaterThanOrEqual(2);
    });

    it("is the one value of an empty range", () => {
      expect(createRng(1).uniform(3, 3)).toBe(3);
    });

    it.each([
      [1, 0],
      [0, Number.NaN],
      [0, Number.POSITIVE_INFINITY],
    ])("refuses the range %d to %d", (minimum, maximum) => {
      expect(() => createRng(1).uniform(minimum, maximum)).toThrow(outOfRange);
    });
  });

  describe("integer", () => {
    it("reaches both ends and nothing else, each value as often", () => {
      const rng = createRng(6);
      const counts = new Map<number, number>();
      for (let n = 0; n < 60_000; n++) {
        const value = rng.integer(-2, 3);
        counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      expect([...counts.keys()].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2, 3]);
      for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(400);
    });

    it("has no modulo bias where the range does not divide 2³²", () => {
      // With a plain modulo the lowest third would come up in half of the draws.
      const rng = createRng(8);
      const low = Array.from({ length: 10_000 }, () => rng.integer(0, 3 * 2 ** 30 - 1)).filter(
        (value) => value < 2 ** 30,
      ).length;
      expect(Math.abs(low / 10_000 - 1 / 3)).toBeLessThan(0.02);
    });

    it("takes the whole range of 32 bits, and a single value", () => {
      expect(createRng(1).integer(0, 2 ** 32 - 1)).toBe(createRng(1).uint32());
      expect(createRng(1).integer(5, 5)).toBe(5);
    });

    it.each([
      [0.5, 2.5],
      [3, 2],
      [0, 2 ** 32],
      [0, Number.NaN],
    ])("refuses the range %d to %d", (minimum, maximum) => {
      expect(() => createRng(1).integer(minimum, maximum)).toThrow(outOfRange);
    });
  });

  describe("normal", () => {
    it("has the first four moments of a normal number", () => {
      const rng = createRng(10);
      const n = 200_000;
      const moments = [0, 0, 0, 0];
      for (let i = 0; i < n; i++) {
        const z = (rng.normal(5, 3) - 5) / 3;
        [z, z ** 2, z ** 3, z ** 4].forEach((power, m) => {
          moments[m] = (moments[m] ?? 0) + power / n;
        });
      }
      // Standard errors: 1, sqrt(2), sqrt(15), sqrt(96), each over sqrt(n) = 447.
      [0, 1, 0, 3].forEach((expected, m) => {
        expect(Math.abs((moments[m] ?? Number.NaN) - expected)).toBeLessThan([0.01, 0.014, 0.04, 0.1][m] ?? 0);
      });
    });

    it("does not correlate the two numbers of a pair", () => {
      const rng = createRng(11);
      let sum = 0;
      for (let n = 0; n < 50_000; n++) sum += rng.normal() * rng.normal();
      expect(Math.abs(sum / 50_000)).toBeLessThan(4 / Math.sqrt(50_000));
    });

    it("is the mean when the standard deviation is 0, and refuses a negative one", () => {
      expect(createRng(1).normal(2, 0)).toBe(2);
      expect(() => createRng(1).normal(0, -1)).toThrow(outOfRange);
    });
  });

  describe("normalsInto", () => {
    it("gives the numbers that as many calls of normal give", () => {
      const [bulk, single] = [createRng(12), createRng(12)];
      expect(bulk.normal()).toBe(single.normal());
      const out = new Float64Array(7);
      bulk.normalsInto(out);
      expect([...out]).toEqual(Array.from({ length: 7 }, () => single.normal()));
      expect(bulk.uint32()).toBe(single.uint32());
    });
  });

  describe("properties", () => {
    const path = fc.array(fc.oneof(fc.string(), fc.nat()), { maxLength: 4 });

    it("gives the same numbers for the same seed and path, split anywhere", () => {
      fc.assert(
        fc.property(fc.maxSafeNat(), path, path, (seed, first, second) => {
          expect(draw(createRng(seed, ...first).at(...second), 5)).toEqual(
            draw(createRng(seed, ...first, ...second), 5),
          );
        }),
      );
    });

    it("keeps integers inside their range", () => {
      fc.assert(
        fc.property(fc.maxSafeNat(), fc.integer(), fc.nat(), (seed, minimum, span) => {
          const value = createRng(seed).integer(minimum, minimum + span);
          expect(Number.isInteger(value) && value >= minimum && value <= minimum + span).toBe(true);
        }),
      );
    });
  });
});
