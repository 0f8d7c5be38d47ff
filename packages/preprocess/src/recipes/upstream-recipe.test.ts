import { affineFromSpacing, type Mask, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { maskFromVoxels } from "../masks/mask-from-voxels.js";
import { hashRecipe } from "./hash-recipe.js";
import { parseRecipe } from "./parse-recipe.js";
import { regionModelFromMask } from "./region-model-from-mask.js";
import { type RecipeResult, runRecipe } from "./run-recipe.js";
import { UPSTREAM_FAULTS, type UpstreamFault, type UpstreamRecipeOptions, upstreamRecipe } from "./upstream-recipe.js";

const FAULTS = Object.keys(UPSTREAM_FAULTS) as UpstreamFault[];
const DATASETS = ["VALDO", "DOU", "MOMENI", "sMOMENI", "RODEJA", "CRB", "CRBneg"] as const;
const names = (options: UpstreamRecipeOptions): string[] => upstreamRecipe(options).steps.map(({ step }) => step);

/** A bright block with dark balls of 3 mm, on voxels of 1 × 1 × 2 mm; the block is the brain. */
function scan(centres: readonly (readonly [number, number, number])[]): { image: Volume; points: Mask; brain: Mask } {
  const grid = { shape: [20, 20, 12] as const, affine: affineFromSpacing([1, 1, 2]) };
  const image = Float32Array.from({ length: 4800 }, (_, v) => 100 + ((v * 31) % 17) / 4);
  const brain = new Uint8Array(4800);
  const points: number[] = [];
  for (const [i, j, k] of centres) points.push(i + 20 * (j + 20 * k));
  for (let v = 0; v < 4800; v++) {
    const [i, j, k] = [v % 20, Math.floor(v / 20) % 20, Math.floor(v / 400)] as const;
    if (centres.some((centre) => Math.hypot(i - centre[0], j - centre[1], 2 * (k - centre[2])) <= 3)) image[v] = 20;
    if (i > 0 && i < 19 && j > 0 && j < 19) brain[v] = 1;
  }
  return { image: { data: image, ...grid }, points: maskFromVoxels(points, grid), brain: { data: brain, ...grid } };
}

async function prepared(options: UpstreamRecipeOptions): Promise<RecipeResult> {
  const { image, points, brain } = scan([
    [6, 6, 4],
    [13, 12, 7],
  ]);
  const regionModel = regionModelFromMask(brain, { id: "block" });
  return runRecipe({ image, labels: points }, upstreamRecipe(options), { regionModel });
}

describe("upstreamRecipe", () => {
  it("has the published steps in the published order", () => {
    const stored = [
      "repairNan",
      "listLesions",
      "brainMask",
      "applyMask",
      "cropToMask",
      "reorient",
      "resample",
      "prune",
      "clean",
    ];
    expect(names({})).toEqual(stored);
    expect(names({ part: "model" })).toEqual([...stored, "cropOrPad", "zScore"]);
  });

  it("has the published constants", () => {
    expect(upstreamRecipe({ part: "model" }).steps).toEqual([
      { step: "repairNan", rule: "corner-median" },
      { step: "listLesions", by: "components", connectivity: 6, centres: "truncated" },
      { step: "brainMask", source: "modelOrClassical", input: "zScore" },
      { step: "applyMask", outside: 0 },
      { step: "cropToMask" },
      { step: "reorient", orientation: "RAS" },
      expect.objectContaining({ grid: "worldAligned", spacingMm: 0.5, interpolation: "linear", outside: "minimum" }),
      { step: "prune", radiusVoxels: 2, connectivity: 6, centres: "truncated", atEdge: "displaced" },
      expect.objectContaining({ background: "majority", closingSteps: 2, overlap: "sum", tableMinimumVoxels: 2 }),
      { step: "cropOrPad", shape: [400, 400, 400], value: 0, longer: "crop" },
      { step: "zScore", over: "image" },
    ]);
  });

  it("repairs, prunes and closes as each dataset had it", () => {
    const closes = (dataset: (typeof DATASETS)[number]): boolean =>
      upstreamRecipe({ dataset }).steps.some((step) => step.step === "clean" && step.closingSteps === 2);
    expect(DATASETS.filter((dataset) => !names({ dataset }).includes("repairNan"))).toEqual(["CRB", "CRBneg"]);
    expect(DATASETS.filter((dataset) => names({ dataset }).includes("prune"))).toEqual([
      "VALDO",
      "DOU",
      "RODEJA",
      "CRB",
    ]);
    expect(DATASETS.filter((dataset) => !closes(dataset))).toEqual(["VALDO", "RODEJA"]);
  });

  it("grows lesions that are points, and splits drawn clusters before", () => {
    expect(names({ dataset: "DOU", pass: "first" }).slice(1, 5)).toEqual([
      "labelLesions",
      "growLabels",
      "listLesions",
      "mergeLabels",
    ]);
    expect(names({ dataset: "DOU" }).slice(1, 5)).toEqual(["labelLesions", "growLabels", "drawSpheres", "listLesions"]);
    expect(names({ dataset: "CRB" }).slice(0, 4)).toEqual(["splitLabels", "growLabels", "drawSpheres", "listLesions"]);
    const first = (dataset: "DOU" | "MOMENI"): unknown =>
      upstreamRecipe({ dataset }).steps.find(({ step }) => step === "growLabels");
    expect(first("DOU")).toMatchObject({ rule: "point", firstConnectivity: 6 });
    expect(first("MOMENI")).toMatchObject({ rule: "point", firstConnectivity: 26 });
  });

  it.each(FAULTS)("mends %s alone, and by another step", (fault) => {
    const differing = (options: UpstreamRecipeOptions): number => {
      const [old, mended] = [upstreamRecipe(options).steps, upstreamRecipe({ ...options, mend: [fault] }).steps];
      return mended.filter((step, n) => JSON.stringify(step) !== JSON.stringify(old[n])).length;
    };
    const dataset = fault === "halvedRadii" ? "DOU" : "CRB";
    expect(differing({ dataset, part: "model" })).toBe(fault === "truncatedCentres" ? 4 : 1);
    const others = FAULTS.filter((other) => other !== fault);
    expect(upstreamRecipe({ dataset, part: "model", mend: others })).not.toEqual(
      upstreamRecipe({ dataset, part: "model", mend: "all" }),
    );
  });

  it("is named by what was chosen, and equal choices are equal", async () => {
    expect(upstreamRecipe().id).toBe("upstream-2024");
    const mend = ["erodedEdges", "summedClosings"] as const;
    const chosen = upstreamRecipe({ dataset: "DOU", pass: "first", part: "model", mend });
    expect(chosen.id).toBe("upstream-2024 DOU first model -summedClosings -erodedEdges");
    const again = upstreamRecipe({ dataset: "DOU", pass: "first", part: "model", mend: [...mend].reverse() });
    expect(await hashRecipe(again)).toBe(await hashRecipe(chosen));
  });

  it("refuses an unknown fault, and a pass where nothing is grown", () => {
    const mend = ["everything"] as unknown as readonly UpstreamFault[];
    expect(() => upstreamRecipe({ mend })).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
    expect(() => upstreamRecipe({ dataset: "VALDO", pass: "first" })).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT", message: expect.stringContaining("VALDO") }),
    );
  });

  it.each([
    [{ dataset: "valdo" }, /dataset is "valdo".*"VALDO".*"CRBneg"/],
    [{ dataset: "DOU", pass: "third" }, /pass is "third".*"first", "second"/],
    [{ part: "all" }, /part is "all".*"stored", "model"/],
  ])("refuses %j and says which names there are", (options, message) => {
    const wrong = expect.objectContaining({ code: "INVALID_ARGUMENT", message: expect.stringMatching(message) });
    expect(() => upstreamRecipe(options as UpstreamRecipeOptions)).toThrow(wrong);
  });

  it("draws balls of 1 mm for radii above 3 mm in sMOMENI alone", async () => {
    const oversized = DATASETS.filter((dataset) => JSON.stringify(upstreamRecipe({ dataset })).includes("oversized"));
    expect(oversized).toEqual(["sMOMENI"]);
    const large = await prepared({ dataset: "MOMENI", mend: ["voxelsAsMillimetres"] });
    const limited = await prepared({ dataset: "sMOMENI", mend: ["voxelsAsMillimetres"] });
    expect(large.lesions?.every(({ radiusMm }) => radiusMm > 2)).toBe(true);
    expect(limited.lesions?.every(({ radiusMm }) => radiusMm < 1.5)).toBe(true);
  });

  it.each(DATASETS)("is a recipe for %s", (dataset) => {
    expect(() => parseRecipe(upstreamRecipe({ dataset, part: "model" }))).not.toThrow();
  });

  it("makes points into grown lesions, and those into balls of half the radius for DOU", async () => {
    const first = await prepared({ dataset: "DOU", pass: "first" });
    const second = await prepared({ dataset: "DOU" });
    const whole = await prepared({ dataset: "DOU", mend: ["halvedRadii"] });
    const inMm = await prepared({ dataset: "DOU", mend: ["halvedRadii", "voxelsAsMillimetres"] });
    const sizes = (result: RecipeResult): number[] => (result.lesions ?? []).map(({ sizeVoxels }) => sizeVoxels);
    for (const result of [first, second, whole, inMm]) expect(sizes(result)).toHaveLength(2);
    expect(Math.max(...sizes(second))).toBeLessThan(Math.min(...sizes(whole)));
    // On voxels of 2 mm³ a radius in voxels is smaller than one in mm.
    expect(Math.max(...sizes(whole))).toBeLessThan(Math.min(...sizes(inMm)));
    // A ball of 3 mm is 71 of these voxels, 1136 of the finer ones; closing adds a few.
    for (const size of sizes(first)) expect(Math.abs(size / 1136 - 1)).toBeLessThan(0.1);
  });
});
