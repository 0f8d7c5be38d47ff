import { describe, expect, it } from "vitest";
import type { EvaluationCase } from "../evaluation-case.js";
import { getProtocol } from "../protocols/list-protocols.js";
import { overrideProtocol } from "../protocols/override-protocol.js";
import { evaluateCases } from "./evaluate-cases.js";

const at = (x: number, score?: number): EvaluationCase["reference"][number] => ({
  centreVoxel: [x, 0, 0],
  sizeVoxels: 8,
  ...(score !== undefined && { score }),
});
const cases: readonly EvaluationCase[] = [
  {
    id: "a",
    spacingMm: [1, 1, 2],
    reference: [at(0), at(40)],
    prediction: [at(1, 0.9), at(80, 0.6)],
    overlap: [[0, 0, 6]],
    covariates: { sequence: "SWI", echoTimeMs: 20 },
  },
  {
    id: "b",
    spacingMm: [1, 1, 2],
    reference: [],
    prediction: [at(9, 0.2)],
    covariates: { sequence: "GRE", echoTimeMs: 32.5 },
  },
];
const protocol = getProtocol("centroid-3mm");

describe("evaluateCases", () => {
  const result = evaluateCases(cases, protocol);
  it("carries the protocol's id and parameters", () => {
    expect(result.protocol).toBe("centroid-3mm");
    expect(result.parameters).toEqual(protocol.parameters);
    expect(evaluateCases(cases, overrideProtocol(protocol, { toleranceMm: 1 })).protocol).toBe("centroid-3mm*");
  });
  it("gives counts, rates, Dice and volumes of each case", () => {
    expect(result.cases[0]).toMatchObject({
      id: "a",
      referenceCount: 2,
      predictionCount: 2,
      truePositives: 1,
      falsePositives: 1,
      falseNegatives: 1,
      precision: 0.5,
      recall: 0.5,
      f1: 0.5,
      dice: 0.75,
      overallDice: 12 / 32,
      volumeDifferenceMm3: 0,
      absoluteCountDifference: 0,
      falsePositivesPerMicrobleed: 0.5,
    });
    expect(result.cases[1]).toMatchObject({ f1: 0, dice: Number.NaN, absoluteVolumeDifferenceMm3: 16, overallDice: 0 });
  });
  it("puts cases together pooled, macro and by median", () => {
    expect(result.pooled).toMatchObject({
      truePositives: 1,
      falsePositives: 2,
      precision: 1 / 3,
      falsePositivesPerScan: 1,
    });
    expect(result.pooled.dice).toBe(0.75);
    expect(result.pooled.dicePerLesion.count).toBe(1);
    expect(result.macro["f1"]?.mean).toBe(0.25);
    expect(result.median["falsePositives"]?.median).toBe(1);
  });
  it("draws the curve over all scans and separates scans by their surest prediction", () => {
    expect(result.curve?.points.map((point) => [point.falsePositivesPerScan, point.sensitivity])).toEqual([
      [0, 0],
      [0, 0.5],
      [0.5, 0.5],
      [1, 0.5],
    ]);
    expect(result.curve?.averagePrecision).toBe(0.5);
    expect(result.curve?.caseAuroc).toBe(1);
    expect(result.curve?.meanSensitivity).toBe(0.5);
  });
  it("has no curve where a prediction has no score", () => {
    const bare = cases.map((each) => ({ ...each, prediction: each.prediction.map(({ score: _, ...rest }) => rest) }));
    expect(evaluateCases(bare, protocol).curve).toBeNull();
  });
  it("classifies scans by their counts", () => {
    expect(result.classification.thresholds[0]?.confusion).toEqual({
      truePositives: 1,
      falsePositives: 1,
      falseNegatives: 0,
      trueNegatives: 0,
    });
    expect(result.classification.burden["ariaH"]?.accuracy).toBe(0.5);
  });
  it("gives undefined sums for no case at all", () => {
    const none = evaluateCases([], protocol);
    expect(none.pooled.recall).toBeNaN();
    expect(none.curve).toBeNull();
  });
});

describe("strata of an evaluation", () => {
  const located = cases.map((each): EvaluationCase => {
    const place = (lesion: EvaluationCase["reference"][number], n: number): typeof lesion => ({
      ...lesion,
      location: n === 0 ? "Thalamus" : "Brainstem",
      features: { diameterMm: n === 0 ? 2 : 6 },
    });
    return { ...each, reference: each.reference.map(place), prediction: each.prediction.map(place) };
  });
  const { strata } = evaluateCases(located, protocol, {
    strata: {
      covariates: { sequence: "values", echoTimeMs: [25], referenceCount: [1], site: "values" },
      features: { diameterMm: [5] },
      locations: true,
    },
  });
  it("groups scans by the value or the bin of a covariate", () => {
    expect(strata?.covariates["sequence"]?.map(({ name, pooled }) => [name, pooled.falsePositives])).toEqual([
      ["GRE", 1],
      ["SWI", 1],
    ]);
    expect(strata?.covariates["echoTimeMs"]?.map(({ name }) => name)).toEqual(["<25", ">=25"]);
    expect(strata?.covariates["referenceCount"]?.map(({ name, scanCount }) => [name, scanCount])).toEqual([
      ["<1", 1],
      [">=1", 1],
    ]);
    expect(strata?.covariates["site"]).toEqual([]);
  });
  it("groups lesions by the bin of a feature", () => {
    expect(strata?.features["diameterMm"]?.map(({ name, recall, precision }) => [name, recall, precision])).toEqual([
      ["<5", 1, 0.5],
      [">=5", 0, 0],
    ]);
  });
  it("filters by location before matching, and counts scans without such lesions", () => {
    const [brainstem, thalamus] = strata?.locations ?? [];
    expect([brainstem?.name, brainstem?.pooled.falseNegatives, brainstem?.pooled.falsePositives]).toEqual([
      "Brainstem",
      1,
      1,
    ]);
    expect(thalamus?.pooled).toMatchObject({ truePositives: 1, falsePositives: 1, scanCount: 2 });
    expect(brainstem?.pooled.scanCount).toBe(2);
  });
});
