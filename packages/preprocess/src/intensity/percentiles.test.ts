import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { percentiles } from "./percentiles.js";

describe("percentiles", () => {
  it("interpolates linearly between ranks counted from 0: (n − 1) p / 100", () => {
    // Rank 1.2 of 10, 20, 30, 40 for p = 40.
    expect(percentiles([40, 10, 30, 20], [0, 40, 50, 100])).toEqual([10, 22, 25, 40]);
  });

  it("gives the results in the order of the percents, repeated ones too", () => {
    expect(percentiles([1, 2, 3], [100, 0, 100])).toEqual([3, 1, 3]);
  });

  it("looks only under the mask, and leaves NaN and infinities out", () => {
    expect(percentiles([5, Number.NaN, 7, 100, Number.POSITIVE_INFINITY], [50], { mask: [1, 1, 1, 0, 1] })).toEqual([
      6,
    ]);
  });

  it("keeps whole numbers exact that float32 cannot hold", () => {
    expect(percentiles(Int32Array.of(16_777_217, 16_777_219), [0, 100])).toEqual([16_777_217, 16_777_219]);
  });

  it("does not touch the values", () => {
    const values = Float32Array.of(3, 1, 2);
    percentiles(values, [50]);
    expect([...values]).toEqual([3, 1, 2]);
  });

  it("refuses nothing, a mask of another length and percents outside of 0 to 100", () => {
    expect(() => percentiles([], [50])).toThrow(expect.objectContaining({ code: "EMPTY_VOLUME" }));
    expect(() => percentiles([1], [50], { mask: [0] })).toThrow(expect.objectContaining({ code: "EMPTY_VOLUME" }));
    expect(() => percentiles([1, 2], [50], { mask: [1] })).toThrow(expect.objectContaining({ code: "SHAPE_MISMATCH" }));
    for (const percent of [-1, 101, Number.NaN])
      expect(() => percentiles([1], [percent])).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
  });

  describe("properties", () => {
    const values = fc.float32Array({ minLength: 1, maxLength: 300, noNaN: true, noDefaultInfinity: true });
    const percents = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 6 });

    it("agrees with sorting everything", () => {
      fc.assert(
        fc.property(values, percents, (list, wanted) => {
          const sorted = list.toSorted();
          const expected = wanted.map((percent) => {
            const rank = ((sorted.length - 1) * percent) / 100;
            const lower = sorted[Math.floor(rank)] as number;
            const upper = sorted[Math.ceil(rank)] as number;
            return lower + (upper - lower) * (rank - Math.floor(rank));
          });
          const actual = percentiles(list, wanted);
          for (const [n, value] of expected.entries())
            expect(Math.abs((actual[n] as number) - value)).toBeLessThanOrEqual(1e-12 * Math.abs(value));
        }),
      );
    });

    it("is as fast where most values are equal, ascend, or rise and fall", () => {
      const patterns = [(v: number) => v % 2, (v: number) => v, (v: number) => Math.abs(v - 50_000)];
      for (const pattern of patterns) {
        const list = Float32Array.from({ length: 100_001 }, (_, v) => pattern(v));
        expect(percentiles(list, [50])).toEqual([list.toSorted()[50_000]]);
      }
    });
  });
});
