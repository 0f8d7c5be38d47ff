import { describe, expect, it } from "vitest";
import { generateAnatomy } from "../anatomy/generate-anatomy.js";
import { tissueIndex } from "../anatomy/tissue.js";
import { headField } from "./head-field.js";

describe("headField of generated heads", () => {
  // Twenty real heads gave -0.35 and +0.4 ppm as the first and the ninety-ninth percentile in the brain.
  it.each([1, 2, 3, 4, 5, 6])("spans some tenths of a ppm over the brain of head %i", async (seed) => {
    const anatomy = await generateAnatomy(seed, { spacingMm: 2 });
    const field = await headField(anatomy);
    const brain = new Set(
      ["cortex", "whiteMatter", "cerebellarCortex", "brainstem"].map((name) => tissueIndex(name as "cortex")),
    );
    const inBrain = [...field.data].filter((_, v) => brain.has(anatomy.tissues.data[v] as number));
    const values = Float32Array.from(inBrain).sort();
    const quantile = (share: number): number => values[Math.round(share * (values.length - 1))] as number;
    expect(quantile(0.01)).toBeGreaterThan(-0.5);
    expect(quantile(0.01)).toBeLessThan(-0.15);
    expect(quantile(0.99)).toBeGreaterThan(0.2);
    expect(quantile(0.99)).toBeLessThan(0.65);
  });
});
