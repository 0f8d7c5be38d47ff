import { describe, expect, it } from "vitest";
import { gaussianStream } from "./gaussian-stream.js";

describe("gaussianStream", () => {
  it("gives the same numbers for the same seed, and others for another", () => {
    const draw = (seed: number): readonly number[] => {
      const { normal } = gaussianStream(seed);
      return Array.from({ length: 20 }, normal);
    };
    expect(draw(7)).toStrictEqual(draw(7));
    expect(draw(7)).not.toStrictEqual(draw(8));
  });

  it("is normal: moments up to the fourth, and the share beyond where its tail begins", () => {
    const { normal } = gaussianStream(11);
    const n = 250_000;
    const sums = [0, 0, 0, 0];
    let tail = 0;
    for (let v = 0; v < n; v++) {
      const value = normal();
      for (let power = 0; power < 4; power++) sums[power] = (sums[power] as number) + value ** (power + 1);
      if (Math.abs(value) > 3.6541528853610088) tail++;
    }
    // Four standard errors: of v, v², v³ and v⁴ these are 1, √2, √15 and √96 over √n.
    const expected = [0, 1, 0, 3];
    const errors = [1, Math.SQRT2, Math.sqrt(15), Math.sqrt(96)];
    for (const [m, sum] of sums.entries()) {
      const off = Math.abs(sum / n - (expected[m] as number));
      expect(off).toBeLessThan((4 * (errors[m] as number)) / Math.sqrt(n));
    }
    // 2.58 in 10,000 lie there.
    expect(Math.abs(tail - 64.5)).toBeLessThan(32);
  });

  it("is uniform in all 32 bits of its whole numbers", () => {
    const { uint32 } = gaussianStream(3);
    const counts = new Array<number>(32).fill(0);
    for (let v = 0; v < 40_000; v++) {
      const value = uint32();
      for (let bit = 0; bit < 32; bit++) counts[bit] = (counts[bit] as number) + ((value >>> bit) & 1);
    }
    for (const count of counts) expect(Math.abs(count - 20_000)).toBeLessThan(450);
  });
});
