import { createRng, isCmbError } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { drawTissueVariation } from "./tissue-variation.js";

describe("drawTissueVariation", () => {
  it("draws within its ranges, with the contrast of physics unless asked otherwise", () => {
    for (let seed = 0; seed < 200; seed++) {
      const variation = drawTissueVariation(createRng(seed));
      expect(variation.iron).toBeGreaterThanOrEqual(0.5);
      expect(variation.iron).toBeLessThanOrEqual(2.2);
      expect(variation.amplitudeTexture).toBeLessThanOrEqual(0.05);
      expect(variation.r2StarTexture).toBeLessThanOrEqual(0.12);
      expect(variation.susceptibilityTexturePpm).toBeLessThanOrEqual(0.012);
      expect(variation.contrast).toBe("physics");
    }
  });

  it("draws as many random contrasts as asked for", () => {
    let random = 0;
    for (let seed = 0; seed < 400; seed++) {
      if (drawTissueVariation(createRng(seed), { randomContrastShare: 0.15 }).contrast === "random") random++;
    }
    // 400 draws of 0.15: 60, standard deviation 7.
    expect(random).toBeGreaterThan(36);
    expect(random).toBeLessThan(84);
  });

  it("refuses a share that is none", () => {
    const draw = (): unknown => {
      try {
        return drawTissueVariation(createRng(1), { randomContrastShare: 2 });
      } catch (error) {
        return error;
      }
    };
    expect(isCmbError(draw(), "OUT_OF_RANGE")).toBe(true);
  });
});
