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
    expect(result.cases[1]).toMatchObject({ f1: 0, dice: Number.NaN, absoluteVolumeDifferenceMm3: 16 });
  });
  it("knows the Dice of whole masks where overlaps are given, and not from sizes alone", () => {
    const dice = (overlap: Pick<EvaluationCase, "overlap">): unknown => {
      const scan = { id: "b", spacingMm: [1, 1, 2] as const, reference: [], prediction: [at(9, 0.2)], ...overlap };
      return evaluateCases([scan], protocol).cases[0]?.["overallDice"];
    };
    expect([dice({}), dice({ overlap: [] })]).toEqual([Number.NaN, 0]);
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
  it("gives every stratum its intervals, by the scans or patients of that stratum", () => {
    const swi = strata?.covariates["sequence"]?.[1];
    expect(swi?.intervals?.unitCount).toBe(1);
    expect(swi?.intervals?.pooled.recall).toEqual({ estimate: 0.5, lower: Number.NaN, upper: Number.NaN });
    const many = [located[0], located[1], located[0], located[1]].map((each, n) => ({ ...each, id: String(n) }));
    const options = { strata: { covariates: { sequence: "values" as const } } };
    const whole = evaluateCases(many as EvaluationCase[], protocol, options).strata?.covariates["sequence"]?.[0];
    const alone = evaluateCases([many[1], many[3]] as EvaluationCase[], protocol);
    expect(whole?.intervals?.pooled).toEqual(alone.intervals?.pooled);
    expect(whole?.intervals?.macro).toEqual(alone.intervals?.macro);
  });
  it("draws scans with all their lesions for strata of lesions", () => {
    const [small, large] = strata?.features["diameterMm"] ?? [];
    expect(small?.intervals?.unitCount).toBe(2);
    // The scan without references leaves no recall; the other has found its small lesion and missed its large one.
    expect(small?.intervals?.recall).toEqual({ estimate: 1, lower: 1, upper: 1 });
    expect(small?.intervals?.precision).toEqual({ estimate: 0.5, lower: 0, upper: 1 });
    expect(large?.intervals?.recall).toEqual({ estimate: 0, lower: 0, upper: 0 });
  });
  it("counts scans without such lesions in the intervals of locations", () => {
    const brainstem = strata?.locations[0];
    expect(brainstem?.intervals?.unitCount).toBe(2);
    expect(brainstem?.intervals?.pooled.falsePositivesPerScan).toEqual({ estimate: 0.5, lower: 0, upper: 1 });
    expect(brainstem?.intervals?.macro["recall"]?.estimate).toBe(brainstem?.macro["recall"]?.mean);
  });
  it("leaves intervals out where they are declined", () => {
    const options = {
      strata: { covariates: { sequence: "values" }, features: { diameterMm: [5] } },
      intervals: "none",
    } as const;
    const bare = evaluateCases(located, protocol, options).strata;
    expect(bare?.covariates["sequence"]?.[0]).not.toHaveProperty("intervals");
    expect(bare?.features["diameterMm"]?.[0]).not.toHaveProperty("intervals");
  });
});
