import { describe, expect, it } from "vitest";
import { drawPreset, replayTest } from "../testdata/preset-tests.js";
import { strong } from "./strong.js";

describe("strong", () => {
  replayTest(strong());

  it("draws each group about as often as it says", async () => {
    const counts = await drawPreset(strong(), 30);
    expect(counts.get("flipSides")).toBe(30);
    for (const name of ["affine", "lowFrequencyBias", "ricianNoise", "gamma"]) {
      expect(counts.get(name) ?? 0).toBeGreaterThan(3);
      expect(counts.get(name) ?? 0).toBeLessThan(24);
    }
    expect([...counts.keys()]).not.toContain("invertContrast");
  });
});
