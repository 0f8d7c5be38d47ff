import {
  affineFromSpacing,
  type LongTaskOptions,
  type Mask,
  orientation,
  type Progress,
  reorient,
  type Volume,
  type VoxelArray,
  voxelToWorld,
} from "@cmb/core";
import { describe, expect, it } from "vitest";
import { brainMask } from "../brain-mask/brain-mask.js";
import { cropToMask } from "../geometry/crop-to-mask.js";
import { applyLandmarks } from "../intensity/apply-landmarks.js";
import { clipPercentiles } from "../intensity/clip-percentiles.js";
import { correctHomogeneity } from "../intensity/correct-homogeneity.js";
import { rescalePercentiles } from "../intensity/rescale-percentiles.js";
import { zScore } from "../intensity/z-score.js";
import { gridOfSpacing } from "../resample/grid-of-spacing.js";
import { resample } from "../resample/resample.js";
import { head } from "../testdata/head.js";
import { REPLAYED, replayRecipe } from "../testdata/replayed-recipe.js";
import { VERSION } from "../version.js";
import { hashRecipe } from "./hash-recipe.js";
import type { Recipe, RecipeStep } from "./recipe.js";
import type { RegionModel } from "./region-model.js";
import { runRecipe } from "./run-recipe.js";
import { toNativePoint } from "./to-native-point.js";

const { image: HEAD, brain: HEAD_BRAIN } = head({ shape: [24, 28, 18], spacingMm: [7, 7, 8] });
const LABELS: Mask = { ...HEAD, data: HEAD_BRAIN.data.map((value, v) => (value === 1 && v % 97 === 0 ? 1 : 0)) };
const recipe = (...steps: readonly RecipeStep[]): Recipe => ({ schemaVersion: 1, id: "test", steps });
const BRAIN: RecipeStep = { step: "brainMask", source: "model" };

/** Knows where the brain of the made head is, and calls it region 7. */
function knowingModel(seen: Volume<VoxelArray>[] = []): RegionModel {
  return {
    id: "fake 1.0",
    segment: async (volume: Volume<VoxelArray>, { signal }: LongTaskOptions) => {
      signal?.throwIfAborted();
      seen.push(volume);
      const labels = { ...HEAD_BRAIN, data: HEAD_BRAIN.data.map((value) => 7 * value) };
      return { labels, brain: HEAD_BRAIN };
    },
  };
}

describe("runRecipe", () => {
  it.each<[string, RecipeStep, () => Volume<VoxelArray> | Promise<Volume<VoxelArray>>]>([
    ["zScore of the image", { step: "zScore", over: "image" }, () => zScore(HEAD)],
    ["zScore of the brain", { step: "zScore", over: "brain" }, () => zScore(HEAD, { mask: HEAD_BRAIN })],
    [
      "rescalePercentiles",
      { step: "rescalePercentiles", over: "brain", percentiles: [5, 95], range: [-1, 1], beyond: "extend" },
      () => rescalePercentiles(HEAD, { percentiles: [5, 95], range: [-1, 1], beyond: "extend", mask: HEAD_BRAIN }),
    ],
    [
      "clipPercentiles",
      { step: "clipPercentiles", over: "image", percentiles: [10, 90] },
      () => clipPercentiles(HEAD, { percentiles: [10, 90] }),
    ],
    [
      "applyLandmarks",
      { step: "applyLandmarks", over: "brain", percentiles: [10, 90], values: [0, 100] },
      () => applyLandmarks(HEAD, { percentiles: [10, 90], values: [0, 100] }, { mask: HEAD_BRAIN }),
    ],
    [
      "correctHomogeneity",
      { step: "correctHomogeneity", over: "brain", sigmaMm: 20 },
      () => correctHomogeneity(HEAD, { sigmaMm: 20, mask: HEAD_BRAIN }),
    ],
    ["add", { step: "add", value: -1 }, () => ({ ...HEAD, data: HEAD.data.map((value) => value - 1) })],
    [
      "applyMask",
      { step: "applyMask", outside: -5 },
      () => ({ ...HEAD, data: HEAD.data.map((value, v) => (HEAD_BRAIN.data[v] === 0 ? -5 : value)) }),
    ],
    ["reorient", { step: "reorient", orientation: "PIR" }, () => reorient(HEAD, "PIR")],
    ["cropToMask", { step: "cropToMask", marginMm: 10 }, () => cropToMask(HEAD, HEAD_BRAIN, { marginMm: 10 }).volume],
    [
      "resample",
      {
        step: "resample",
        grid: "spacing",
        spacingMm: [5, 6, 7],
        interpolation: "cubic",
        antialias: "gaussian",
        outside: "edge",
      },
      () =>
        resample(HEAD, gridOfSpacing(HEAD, [5, 6, 7]), { interpolation: "cubic", antialias: true, outside: "edge" }),
    ],
  ])("does what the function does: %s", async (_, step, expected) => {
    const { image } = await runRecipe({ image: HEAD }, recipe(BRAIN, step), { regionModel: knowingModel() });
    expect(image).toEqual(await expected());
  });

  it("takes labels, brain and regions through the geometry with the image", async () => {
    const steps: readonly RecipeStep[] = [
      BRAIN,
      { step: "cropToMask" },
      { step: "reorient", orientation: "LPS" },
      { step: "resample", grid: "spacing", spacingMm: 3.7 },
      { step: "cropOrPad", shape: [60, 30, 40], value: -3 },
    ];
    const result = await runRecipe({ image: HEAD, labels: LABELS }, recipe(...steps), { regionModel: knowingModel() });
    for (const volume of [result.image, result.labels, result.brain, result.regions]) {
      expect(volume?.shape).toEqual([60, 30, 40]);
      expect(volume?.affine).toEqual(result.image.affine);
    }
    expect(orientation(result.image.affine)).toBe("LPS");
    expect([...new Set(result.regions?.data)].sort()).toEqual([0, 7]);
    expect(result.regions?.data.map((value) => value / 7)).toEqual(result.brain?.data);
    expect(result.image.data[0]).toBe(-3);
    expect(result.labels?.data[0]).toBe(0);
    const labelled = result.labels?.data.indexOf(1) ?? -1;
    const voxel = [labelled % 60, Math.floor(labelled / 60) % 30, Math.floor(labelled / 1800)] as const;
    const [i, j, k] = toNativePoint(result.mapping, voxel).map(Math.round) as [number, number, number];
    expect(LABELS.data[i + 24 * (j + 28 * k)]).toBe(1);
  });

  it("maps back to the native grid through the world", async () => {
    const { image, mapping } = await runRecipe(
      { image: HEAD },
      recipe({ step: "resample", grid: "worldAligned", spacingMm: 3 }),
    );
    expect(mapping).toEqual({
      native: { shape: HEAD.shape, affine: HEAD.affine },
      prepared: { shape: image.shape, affine: image.affine },
    });
    const back = voxelToWorld(HEAD.affine, toNativePoint(mapping, [4, 5, 6]));
    for (const axis of [0, 1, 2] as const)
      expect(back[axis]).toBeCloseTo(voxelToWorld(image.affine, [4, 5, 6])[axis], 9);
  });

  it("asks a region model, or the classical brain mask where there is none", async () => {
    const seen: Volume<VoxelArray>[] = [];
    const any = recipe({ step: "brainMask", source: "modelOrClassical", input: "zScore" });
    const asked = await runRecipe({ image: HEAD }, any, { regionModel: knowingModel(seen) });
    expect(seen).toEqual([zScore(HEAD)]);
    expect(asked.brain).toEqual(HEAD_BRAIN);
    expect(asked.provenance.steps[0]).toMatchObject({ source: "model", model: "fake 1.0" });
    const { image } = head({ shape: [48, 56, 40], spacingMm: [3.6, 3.6, 3.9] });
    const alone = await runRecipe({ image }, any);
    expect(alone.brain).toEqual((await brainMask(image)).mask);
    expect(alone.provenance.steps[0]).toMatchObject({ source: "classical", kind: "whole-head" });
    expect(alone).not.toHaveProperty("regions");
    const classical = recipe({ step: "brainMask", source: "classical" });
    await runRecipe({ image }, classical, { regionModel: knowingModel(seen) });
    expect(seen).toHaveLength(1);
  });

  it("says what is missing when a step wants a model or a function", async () => {
    await expect(runRecipe({ image: HEAD }, recipe(BRAIN))).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining("region model"),
    });
    await expect(runRecipe({ image: HEAD }, recipe({ step: "correctBias" }))).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining("correctBias"),
    });
  });

  it("calls a bias correction with the brain mask", async () => {
    const correctBias = {
      id: "halve 1",
      correct: async (volume: Volume<VoxelArray>, mask: Mask | undefined) => ({
        ...volume,
        data: Float32Array.from(volume.data, (value, v) => (mask?.data[v] === 1 ? value / 2 : value)),
      }),
    };
    const { image, provenance } = await runRecipe({ image: HEAD }, recipe(BRAIN, { step: "correctBias" }), {
      regionModel: knowingModel(),
      correctBias,
    });
    expect(image.data).toEqual(HEAD.data.map((value, v) => (HEAD_BRAIN.data[v] === 1 ? value / 2 : value)));
    expect(provenance.steps[1]).toEqual({ step: "correctBias", correction: "halve 1" });
    const smaller = { id: "broken", correct: async () => ({ ...HEAD, data: new Float32Array(1) }) };
    await expect(
      runRecipe({ image: HEAD }, recipe({ step: "correctBias" }), { correctBias: smaller }),
    ).rejects.toMatchObject({ code: "SHAPE_MISMATCH" });
  });

  it("refuses a region model or bias correction that answers for another place", async () => {
    const affine = affineFromSpacing([7, 7, 8], [500, 0, 0]);
    const regionModel: RegionModel = {
      id: "moved",
      segment: async () => ({ labels: HEAD_BRAIN, brain: { ...HEAD_BRAIN, affine } }),
    };
    await expect(runRecipe({ image: HEAD }, recipe(BRAIN), { regionModel })).rejects.toThrow("region model moved");
    const correctBias = { id: "moved", correct: async () => ({ ...HEAD, affine }) };
    await expect(runRecipe({ image: HEAD }, recipe({ step: "correctBias" }), { correctBias })).rejects.toThrow(
      "bias correction moved",
    );
  });

  it("refuses a region model that changes the grid", async () => {
    const tiny: Mask = { data: new Uint8Array(1), shape: [1, 1, 1], affine: HEAD.affine };
    const regionModel: RegionModel = { id: "tiny", segment: async () => ({ labels: tiny, brain: tiny }) };
    await expect(runRecipe({ image: HEAD }, recipe(BRAIN), { regionModel })).rejects.toMatchObject({
      code: "SHAPE_MISMATCH",
      message: expect.stringContaining("tiny"),
    });
  });

  it("keeps axes that are longer where it is told to", async () => {
    const kept = await runRecipe({ image: HEAD }, recipe({ step: "cropOrPad", shape: [26, 26, 26], longer: "keep" }));
    expect(kept.image.shape).toEqual([26, 28, 26]);
    expect(kept.provenance.steps[0]).toMatchObject({ from: [24, 28, 18], cut: false });
    const cut = await runRecipe({ image: HEAD }, recipe({ step: "cropOrPad", shape: [26, 26, 26] }));
    expect(cut.image.shape).toEqual([26, 26, 26]);
    expect(cut.provenance.steps[0]).toMatchObject({ cut: true });
  });

  it("lists, splits, draws, prunes and cleans lesions, and says how many there were", async () => {
    const shape = [16, 16, 8] as const;
    const data = new Uint8Array(2048);
    for (const v of [4 + 16 * (4 + 16 * 3), 5 + 16 * (4 + 16 * 3), 12 + 16 * (12 + 16 * 4)]) data[v] = 3;
    const labels: Mask = { data, shape, affine: affineFromSpacing([1, 1, 1]) };
    const image = { ...labels, data: new Float32Array(2048).fill(1) };
    const result = await runRecipe(
      { image, labels },
      recipe(
        { step: "splitLabels", cutMm: 2 },
        { step: "drawSpheres", radius: "mm", radiusFactor: 3 },
        { step: "listLesions", by: "values" },
        { step: "mergeLabels" },
        { step: "resample", grid: "spacing", spacingMm: 0.5 },
        { step: "prune" },
        { step: "clean", closingSteps: 0, minimumVoxels: 2 },
      ),
    );
    expect(result.provenance.steps.map(({ lesions }) => lesions)).toEqual([
      2,
      2,
      2,
      undefined,
      undefined,
      undefined,
      2,
    ]);
    expect(result.provenance.steps[5]).toMatchObject({ keptLesions: 2, removedLesions: 0, missedCentres: [] });
    expect(result.listedLesions?.map(({ label, centreVoxel }) => [label, ...centreVoxel.map(Math.round)])).toEqual([
      [1, 5, 4, 3],
      [2, 12, 12, 4],
    ]);
    const [first, second] = result.lesions ?? [];
    expect(first?.centreMm.map((mm) => Math.round(mm * 10) / 10)).toEqual([4.5, 4, 3]);
    expect(second?.centreMm.map((mm) => Math.round(mm * 10) / 10)).toEqual([12, 12, 4]);
    // Three times the radius of the balls of 1 and 2 mm³, drawn on voxels of 1 mm.
    expect((first?.volumeMm3 ?? 0) / (27 * 2)).toBeGreaterThan(0.7);
    expect((first?.volumeMm3 ?? 0) / (27 * 2)).toBeLessThan(1.3);
  });

  it("gives what two lesions would share to the first", async () => {
    const shape = [12, 12, 8] as const;
    const data = new Uint8Array(1152);
    const at = (i: number): number => i + 12 * (6 + 12 * 4);
    data[at(4)] = 1;
    data[at(7)] = 2;
    const labels: Mask = { data, shape, affine: affineFromSpacing([1, 1, 1]) };
    // One dark rod that holds both.
    const image = { ...labels, data: Float32Array.from(data, (_, v) => (v >= at(3) && v <= at(8) ? 10 : 100)) };
    const drawn = await runRecipe({ image, labels }, recipe({ step: "drawSpheres", radius: "mm", radiusFactor: 3.5 }));
    expect([3, 4, 5, 6, 7, 8, 9].map((i) => drawn.labels?.data[at(i)])).toEqual([1, 1, 1, 1, 2, 2, 2]);
    const grown = await runRecipe({ image, labels }, recipe({ step: "growLabels", rule: "weakLabels" }));
    expect([2, 3, 4, 5, 6, 7, 8, 9].map((i) => grown.labels?.data[at(i)])).toEqual([0, 1, 1, 1, 1, 1, 1, 0]);
  });

  it("takes labels whose affine was rounded as lying on the image", async () => {
    const labels = { ...LABELS, affine: affineFromSpacing([7.001, 7, 8]) };
    const { labels: out } = await runRecipe({ image: HEAD, labels }, recipe({ step: "add", value: 1 }));
    expect(out?.affine).toEqual(HEAD.affine);
  });

  it("does without labels where none were given", async () => {
    const result = await runRecipe(
      { image: HEAD },
      recipe(
        { step: "labelLesions", by: "components" },
        { step: "listLesions", by: "values" },
        { step: "prune" },
        { step: "clean" },
      ),
    );
    expect(result).not.toHaveProperty("labels");
    expect(result).not.toHaveProperty("lesions");
    for (const facts of result.provenance.steps) expect(facts["skipped"]).toBe("no labels were given");
  });

  it("records the recipe with its hash, the software, both grids and each step", async () => {
    const own = recipe({ step: "repairNan", rule: "neighbours" }, { step: "reorient", orientation: "LAS" });
    const { provenance } = await runRecipe({ image: HEAD }, own);
    expect(provenance).toEqual({
      schemaVersion: 1,
      recipe: { ...own, sha256: await hashRecipe(own) },
      software: { name: "@cmb/preprocess", version: VERSION },
      native: { shape: HEAD.shape, affine: HEAD.affine, spacingMm: [7, 7, 8], orientation: "RAS" },
      prepared: expect.objectContaining({ shape: HEAD.shape, orientation: "LAS" }),
      steps: [
        { step: "repairNan", nan: 0, infinite: 0 },
        { step: "reorient", from: "RAS" },
      ],
    });
    expect(JSON.parse(JSON.stringify(provenance))).toEqual(provenance);
  });

  it("gives the bytes in Node that it gives in Chromium", async () => {
    const { result, ...hashes } = await replayRecipe();
    expect(hashes).toEqual(REPLAYED);
    expect(result.lesions).toHaveLength(1);
  });

  it("does not change its input", async () => {
    const image = { ...HEAD, data: HEAD.data.slice() };
    await runRecipe(
      { image, labels: LABELS },
      recipe({ step: "add", value: 1 }, { step: "reorient", orientation: "LPS" }),
    );
    expect(image.data).toEqual(HEAD.data);
  });

  it("says how far it has come, and ends with all steps done", async () => {
    const seen: Progress[] = [];
    await runRecipe(
      { image: HEAD },
      recipe({ step: "resample", grid: "spacing", spacingMm: 4 }, { step: "add", value: 1 }),
      { onProgress: (progress) => seen.push(progress) },
    );
    const completed = seen.map((progress) => progress.completed);
    expect(completed).toEqual([...completed].sort((a, b) => a - b));
    expect(seen.filter((progress) => progress.completed === progress.total)).toEqual([
      { stage: "recipe", completed: 2, total: 2 },
    ]);
  });

  it("can be stopped", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(runRecipe({ image: HEAD }, recipe({ step: "add", value: 1 }), { signal })).rejects.toThrow("enough");
  });

  it("can be stopped between steps that do not wait", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("enough")), 20);
    const many = Array.from({ length: 20_000 }, () => ({ step: "add", value: 1 }) as const);
    await expect(runRecipe({ image: HEAD }, recipe(...many), { signal: controller.signal })).rejects.toThrow("enough");
  });

  it("puts what a region model answers onto the grid of the image, also where its affine was rounded", async () => {
    const rounded = { ...HEAD_BRAIN, affine: affineFromSpacing([7.001, 7, 8]) };
    const regionModel: RegionModel = { id: "rounded", segment: async () => ({ labels: rounded, brain: rounded }) };
    const { brain, regions } = await runRecipe({ image: HEAD }, recipe(BRAIN), { regionModel });
    expect(brain?.affine).toEqual(HEAD.affine);
    expect(regions?.affine).toEqual(HEAD.affine);
  });

  it.each([-1, 0.5, 100_001, Number.NaN])("refuses %d as the number of a lesion", async (label) => {
    const labels = { ...HEAD, data: new Float32Array(HEAD.data.length) };
    labels.data[7] = label;
    await expect(
      runRecipe({ image: HEAD, labels }, recipe({ step: "listLesions", by: "values" })),
    ).rejects.toMatchObject({ code: "OUT_OF_RANGE" });
  });

  it("refuses labels of another grid, and a recipe that is none", async () => {
    const other: Mask = { data: new Uint8Array(1), shape: [1, 1, 1], affine: HEAD.affine };
    const add = recipe({ step: "add", value: 1 });
    await expect(runRecipe({ image: HEAD, labels: other }, add)).rejects.toMatchObject({ code: "SHAPE_MISMATCH" });
    const elsewhere: Mask = { ...LABELS, affine: affineFromSpacing([7, 7, 8], [4, 0, 0]) };
    await expect(
      runRecipe({ image: { ...HEAD, affine: affineFromSpacing([7, 7, 8]) }, labels: elsewhere }, add),
    ).rejects.toThrow(/^runRecipe: .* 4 mm /);
    await expect(runRecipe({ image: HEAD }, { ...add, steps: [] })).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  });
});
