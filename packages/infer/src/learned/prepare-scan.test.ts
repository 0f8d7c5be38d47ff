import type { Recipe } from "@cmb/preprocess";
import { describe, expect, it } from "vitest";
import { wholeHead } from "../regions/testdata/whole-head.js";
import { prepareScan } from "./prepare-scan.js";
import { openTestModel } from "./testdata/test-model.js";

const coarse: Recipe = {
  schemaVersion: 1,
  id: "coarse",
  steps: [
    { step: "repairNan", rule: "neighbours" },
    { step: "reorient", orientation: "LPS" },
    { step: "brainMask", source: "modelOrClassical" },
    { step: "resample", grid: "slices", spacingMm: [4, 4], interpolation: "linear" },
    { step: "scaleByBrainMedian" },
    { step: "add", value: -1 },
  ],
};

describe("prepareScan", () => {
  it("uses the region network for the recipe's brain mask and keeps the anatomy", async () => {
    const { manifest, sessions } = await openTestModel();
    const { regions: network } = manifest.networks;
    const { regions: session } = sessions;
    if (network === undefined || session === undefined) throw new Error("the test model has regions");
    const volume = wholeHead();
    volume.data[5000] = Number.NaN;
    const { image, brain, anatomy, mapping, warnings } = await prepareScan(volume, {
      recipe: coarse,
      regions: { network, session },
    });
    expect(warnings).toEqual(["voxels that were NaN or infinite and were replaced: 1"]);
    expect(brain.shape).toEqual(image.shape);
    expect(mapping.native.shape).toEqual(volume.shape);
    expect(anatomy.classes).toEqual(network.classes);
    const inside = image.data.filter((_, v) => brain.data[v] === 1).sort();
    expect(inside[inside.length >> 1]).toBeCloseTo(0, 5);
    expect(volume.data[5000]).toBeNaN();
  });

  it("finds the brain where a recipe does not ask for it", async () => {
    const recipe = {
      ...coarse,
      steps: coarse.steps.filter(({ step }) => step !== "brainMask" && step !== "scaleByBrainMedian"),
    };
    const { brain, image, anatomy } = await prepareScan(wholeHead(), { recipe });
    expect(brain.shape).toEqual(image.shape);
    expect(brain.data.indexOf(1)).toBeGreaterThan(0);
    expect(anatomy.labels).toBeUndefined();
  });
});
