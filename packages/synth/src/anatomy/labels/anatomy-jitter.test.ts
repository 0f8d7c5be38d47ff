import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { drawAnatomyJitter } from "./anatomy-jitter.js";

describe("drawAnatomyJitter", () => {
  it("draws within its ranges and gives the same for the same seed", () => {
    let flips = 0;
    for (let seed = 0; seed < 100; seed++) {
      const jitter = drawAnatomyJitter(createRng(seed));
      for (const scale of jitter.scale) {
        expect(scale).toBeGreaterThanOrEqual(0.88);
        expect(scale).toBeLessThanOrEqual(1.15);
      }
      expect(jitter.elastic.displacementsMm).toHaveLength(3 * jitter.elastic.points ** 3);
      if (jitter.flip) flips++;
    }
    // 100 draws of a half: standard deviation 5.
    expect(Math.abs(flips - 50)).toBeLessThan(20);
    expect(drawAnatomyJitter(createRng(5))).toEqual(drawAnatomyJitter(createRng(5)));
  });

  it("is plain JSON", () => {
    const jitter = drawAnatomyJitter(createRng(1));
    expect(JSON.parse(JSON.stringify(jitter))).toEqual(jitter);
  });
});
