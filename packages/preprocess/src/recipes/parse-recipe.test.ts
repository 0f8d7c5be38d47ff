import { describe, expect, it } from "vitest";
import { BUILT_IN_RECIPES, builtInRecipe } from "./built-in-recipe.js";
import { parseRecipe } from "./parse-recipe.js";
import type { RecipeStep } from "./recipe.js";
import { STEP_NAMES } from "./step-definition.js";

const recipe = (...steps: readonly unknown[]): unknown => ({ schemaVersion: 1, id: "test", steps });

/** One of each, with all parameters that are not left out. */
const ALL_STEPS: readonly RecipeStep[] = [
  { step: "repairNan", rule: "neighbours" },
  { step: "correctBias" },
  { step: "brainMask", source: "classical", input: "image" },
  { step: "correctHomogeneity", over: "brain", sigmaMm: 7 },
  { step: "applyMask", outside: 0 },
  { step: "cropToMask", marginMm: 5 },
  { step: "reorient", orientation: "LPS" },
  {
    step: "resample",
    grid: "slices",
    spacingMm: [0.5, 1],
    interpolation: "anisotropic",
    outside: "edge",
    inside: "extent",
    antialias: "none",
    labelInterpolation: "linear",
    maximumSliceMm: 7,
  },
  { step: "cropOrPad", shape: [8, 8, 8], value: -1, longer: "keep" },
  { step: "zScore", over: "image" },
  { step: "scaleByBrainMedian", target: 100 },
  { step: "rescalePercentiles", over: "brain", percentiles: [1, 99], range: [0, 1], beyond: "extend" },
  { step: "clip", minimum: 0, maximum: 1 },
  { step: "clipPercentiles", over: "image", percentiles: [0, 99] },
  { step: "applyLandmarks", over: "image", percentiles: [1, 50, 99], values: [0, 50, 100] },
  { step: "add", value: -1 },
  { step: "labelLesions", by: "components", connectivity: 26 },
  { step: "splitLabels", cutMm: 10, unit: "mm" },
  { step: "growLabels", rule: "point", firstConnectivity: 26 },
  {
    step: "drawSpheres",
    radius: "mm",
    radiusFactor: 0.5,
    oversized: [3, 1],
    correctedRadii: [[-1.5, 0, 2, 0.5]],
    dilateUpToVoxels: 0,
    centres: "exact",
  },
  { step: "mergeLabels" },
  { step: "listLesions", by: "values", connectivity: 6, centres: "truncated" },
  { step: "prune", radiusVoxels: 2, connectivity: 18, centres: "nearest", atEdge: "cut" },
  { step: "clean", background: "zero", closingSteps: 1, minimumVoxels: 2, maximumVoxels: 99, overlap: "union" },
];

describe("parseRecipe", () => {
  it("takes every kind of step with every parameter", () => {
    const value = recipe(...ALL_STEPS);
    expect(parseRecipe(value)).toBe(value);
    expect(new Set(ALL_STEPS.map(({ step }) => step))).toEqual(new Set(STEP_NAMES));
  });

  it.each(BUILT_IN_RECIPES)("takes %s, also after a way through JSON", (name) => {
    expect(parseRecipe(JSON.parse(JSON.stringify(builtInRecipe(name))))).toEqual(builtInRecipe(name));
  });

  it.each<[string, unknown, string]>([
    ["no object", [], "recipe is []; wanted: an object with schemaVersion, id and steps"],
    ["another version", { ...(recipe() as object), schemaVersion: 2 }, "recipe.schemaVersion is 2; wanted: 1"],
    ["no name", { schemaVersion: 1, id: " ", steps: [] }, 'recipe.id is " "; wanted: a name'],
    ["a name without end", { schemaVersion: 1, id: "x".repeat(501), steps: [] }, "a name of at most 500 characters"],
    ["no steps", recipe(), "recipe.steps is []; wanted: a list of at least one step"],
    ["a property too many", { ...(recipe() as object), model: "x" }, 'recipe.model is "x"; wanted: nothing'],
    ["a step that is none", recipe("zScore"), 'recipe.steps[0] is "zScore"; wanted: an object such as'],
    ["an unknown step", recipe({ step: "sharpen" }), 'recipe.steps[0].step is "sharpen"; wanted: one of repairNan, '],
    ["a name of Object", recipe({ step: "toString" }), 'recipe.steps[0].step is "toString"; wanted: one of'],
    [
      "an unknown parameter",
      recipe({ step: "add", value: 1, by: 2 }),
      'recipe.steps[0].by is 2; wanted: nothing: "add" has value',
    ],
    ["a parameter of a step without any", recipe({ step: "correctBias", n: 4 }), '"correctBias" has no parameters'],
    ["a missing parameter", recipe({ step: "add" }), "recipe.steps[0].value is missing; wanted: a number"],
    ["a number that is none", recipe({ step: "add", value: "1" }), 'recipe.steps[0].value is "1"; wanted: a number'],
    [
      "a corrected radius of 0",
      recipe({ step: "drawSpheres", radius: "mm", correctedRadii: [[1, 2, 3, 0]] }),
      "recipe.steps[0].correctedRadii is [[1,2,3,0]]; wanted: a list of lists of four numbers",
    ],
    [
      "a corrected radius without a place",
      recipe({ step: "drawSpheres", radius: "mm", correctedRadii: [[2, 0.5]] }),
      "recipe.steps[0].correctedRadii is [[2,0.5]]; wanted",
    ],
    ["an infinite number", recipe({ step: "add", value: Number.POSITIVE_INFINITY }), "recipe.steps[0].value is null"],
    ["another word", recipe({ step: "zScore", over: "head" }), 'over is "head"; wanted: "image" or "brain"'],
    ["a length of 0", recipe({ step: "cropToMask", marginMm: -1 }), "wanted: a number of 0 or more"],
    ["an axis twice", recipe({ step: "reorient", orientation: "RLA" }), 'wanted: an orientation such as "RAS"'],
    ["half a voxel", recipe({ step: "cropOrPad", shape: [4, 4, 4.5] }), "a list of 3 of: a whole number of 1 or more"],
    ["two lengths of three", recipe({ step: "resample", grid: "spacing", spacingMm: [1, 2] }), "one length or three"],
    ["one length of two", recipe({ step: "resample", grid: "slices", spacingMm: 1 }), 'with "slices" two lengths'],
    ["no limit", recipe({ step: "clip" }), "recipe.steps[0].minimum is missing; wanted: minimum, maximum or both"],
    ["limits the wrong way", recipe({ step: "clip", minimum: 2, maximum: 1 }), "wanted: a number not below minimum"],
    [
      "landmarks without values",
      recipe({ step: "applyLandmarks", over: "image", percentiles: [1, 2, 3], values: [1, 2] }),
      "3 numbers",
    ],
    [
      "landmarks that fall",
      recipe({ step: "applyLandmarks", over: "image", percentiles: [1, 99], values: [2, 1] }),
      "recipe.steps[0].values is [2,1]; wanted: 2 numbers, the lowest first",
    ],
    [
      "landmarks out of order",
      recipe({ step: "applyLandmarks", over: "image", percentiles: [99, 1], values: [1, 2] }),
      "recipe.steps[0].percentiles is [99,1]; wanted: the lower number first",
    ],
    [
      "percentiles the wrong way",
      recipe({ step: "clipPercentiles", over: "image", percentiles: [99, 1] }),
      "recipe.steps[0].percentiles is [99,1]; wanted: the lower number first",
    ],
    [
      "percentiles to scale by the wrong way",
      recipe({ step: "rescalePercentiles", over: "image", percentiles: [99, 1] }),
      "recipe.steps[0].percentiles is [99,1]; wanted: the lower number first",
    ],
    [
      "a range the wrong way",
      recipe({ step: "rescalePercentiles", over: "image", range: [1, 0] }),
      "recipe.steps[0].range is [1,0]; wanted: the lower number first",
    ],
    ["a percentile of 101", recipe({ step: "clipPercentiles", over: "image", percentiles: [0, 101] }), "from 0 to 100"],
  ])("refuses %s and says where and what is wanted", (_, value, message) => {
    expect(() => parseRecipe(value)).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT", message: expect.stringContaining(message) }),
    );
  });

  it.each<[string, readonly unknown[], string]>([
    [
      "a mask before it is found",
      [
        { step: "applyMask", outside: 0 },
        { step: "brainMask", source: "classical" },
      ],
      'a "brainMask" step before "applyMask"',
    ],
    ["a crop without a mask", [{ step: "cropToMask" }], 'a "brainMask" step before "cropToMask"'],
    [
      "a scale over a brain that is not known",
      [{ step: "zScore", over: "brain" }],
      'a "brainMask" step before "zScore"',
    ],
    ["a median without a brain", [{ step: "scaleByBrainMedian" }], 'a "brainMask" step before "scaleByBrainMedian"'],
    [
      "pruning without places",
      [{ step: "prune" }, { step: "listLesions", by: "values" }],
      'a "listLesions" step before "prune"',
    ],
  ])("refuses the wrong order: %s", (_, steps, message) => {
    expect(() => parseRecipe(recipe(...steps))).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT", message: expect.stringContaining(message) }),
    );
  });

  it("shows long values in short", () => {
    const long = "x".repeat(500);
    expect(() => parseRecipe(recipe({ step: long }))).toThrow(/^recipe\.steps\[0\]\.step is "x{76}…; wanted/);
  });
});
