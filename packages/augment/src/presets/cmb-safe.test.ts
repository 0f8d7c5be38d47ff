import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { augment } from "../augment.js";
import { lesionSurvival } from "../lesions/lesion-survival.js";
import { madeScene } from "../testdata/made-scene.js";
import { drawPreset, replayTest } from "../testdata/preset-tests.js";
import { cmbSafe } from "./cmb-safe.js";

describe("cmbSafe", () => {
  replayTest(cmbSafe());

  it("never inverts or removes a lesion", async () => {
    const scene = madeScene();
    for (let seed = 0; seed < 12; seed++) {
      const { scene: after } = await augment(scene, cmbSafe(), createRng(seed));
      const verdicts = lesionSurvival(scene, after).map(({ verdict }) => verdict);
      expect(verdicts).not.toContain("inverted");
      expect(verdicts).not.toContain("removed");
    }
  });

  it("has no transform that can invert contrast, and every one that it names", async () => {
    const names = new Set(cmbSafe().definitions.map(({ name }) => name));
    for (const name of ["invertContrast", "intensityRemap", "saltAndPepper", "swapPatches"])
      expect(names).not.toContain(name);
    const counts = await drawPreset(cmbSafe(), 25);
    for (const name of ["affine", "lowFrequencyBias", "gamma", "brightness", "ricianNoise"]) {
      expect(counts.get(name) ?? 0).toBeGreaterThan(0);
    }
  });

  it("exchanges labels of the sides, and refuses what is no pair", async () => {
    expect(() => cmbSafe({ sides: [[1, 1]] })).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
    const steps = (await cmbSafe({ sides: [[1, 2]] }).sample(createRng(1), madeScene().image)).steps;
    expect(steps[0]).toMatchObject({ name: "flipSides", parameters: { pairs: [[1, 2]] } });
  });
});
