import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { augment } from "../augment.js";
import { compose } from "../composition/compose.js";
import { standardise } from "../intensity/standardise.js";
import { lesionSurvival } from "../lesions/lesion-survival.js";
import { madeScene } from "../testdata/made-scene.js";
import { drawPreset, replayTest } from "../testdata/preset-tests.js";
import { cmbSafe } from "./cmb-safe.js";
import { nnUnet } from "./nn-unet.js";
import { strong } from "./strong.js";
import { upstream2024 } from "./upstream-2024.js";

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

describe("presets for magnitudes", () => {
  it.each([
    ["cmbSafe", cmbSafe()],
    ["strong", strong()],
  ])("%s refuses a standardised image and voxels that are not finite", async (_name, preset) => {
    const { image } = madeScene();
    await expect(augment({ image }, compose([standardise(), preset]), createRng(1))).rejects.toThrow(
      /make up 50 % of the image/,
    );
    const data = image.data.slice();
    data[7] = Number.NaN;
    await expect(augment({ image: { ...image, data } }, preset, createRng(1))).rejects.toThrow(/1 voxels .* repairNan/);
    // What a cubic interpolation overshoots is no reason.
    data.set([-20], 7);
    await expect(augment({ image: { ...image, data } }, preset, createRng(1))).resolves.toBeDefined();
  });

  it("flips where but one side is labelled", async () => {
    const scene = madeScene();
    const labels = { ...scene.labels, data: scene.labels.data.map((label) => (label === 1 ? 11 : 0)) };
    let flips = 0;
    for (let seed = 0; seed < 8; seed++) {
      const { scene: after } = await augment({ ...scene, labels }, cmbSafe({ sides: [[11, 50]] }), createRng(seed));
      if (after.labels?.data.includes(50)) flips++;
    }
    expect(flips).toBeGreaterThan(0);
  });

  it.each([
    [() => cmbSafe({ side: [] } as never), "cmbSafe.side"],
    [() => strong({ sides: 3 } as never), "strong.sides"],
    [() => nnUnet({ x: 1 } as never), "nnUnet.x"],
    [() => upstream2024({ shpe: [1, 1, 1] } as never), "upstream2024.shpe"],
    [() => upstream2024({ use: "valid" } as never), "upstream2024.use"],
    [() => upstream2024({ degrees: -1 }), "upstream2024.degrees"],
  ])("refuses options by name: %s", (make, name) => {
    expect(make).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT", details: expect.objectContaining({ name }) }),
    );
  });
});
