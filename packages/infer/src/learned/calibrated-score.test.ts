import { describe, expect, it } from "vitest";
import type { ModelManifest } from "../manifest/model-manifest.js";
import { scorerOf } from "./calibrated-score.js";
import { candidateFeatures, LEARNED_FEATURES, type LearnedFeatures } from "./candidate-features.js";

const file = { file: "a.onnx", sha256: "0".repeat(64), bytes: 1 };
const lesion = {
  ...file,
  input: "i",
  output: "o",
  channels: ["lesion"] as const,
  tile: { shape: [8, 8, 8], overlap: [0, 0, 0] },
};
const networks = { lesions: [lesion] } as unknown as ModelManifest["networks"];
const verifier = { ...file, input: "i", score: "s", mask: "m", cube: [8, 8, 8] } as const;

function features(changes: Partial<LearnedFeatures> = {}): LearnedFeatures {
  const place = { majority: "cortex", brainVoxels: 3 } as const;
  const candidate = {
    strength: 0.5,
    lesionProbability: 0.8,
    centreProbability: 0.6,
    mimicProbability: 0.1,
    verifierLogit: 2,
  };
  const measures = { region: { volumeMm3: Math.E }, contrast: 0.4, place, edgeMm: 7, sliceMm: 2 };
  return { ...candidateFeatures(candidate, measures), ...changes };
}

describe("scorerOf", () => {
  it("is the probability of the last network without calibration, or without coefficients", () => {
    expect(scorerOf({ networks }).score(features())).toBe(0.8);
    expect(scorerOf({ networks: { ...networks, verifier } }).score(features())).toBeCloseTo(1 / (1 + Math.exp(-2)), 9);
    expect(scorerOf({ networks, calibration: { intercept: 3, coefficients: {} } }).score(features())).toBe(0.8);
    expect(scorerOf({ networks }).used).toEqual(["lesionProbability"]);
    expect(scorerOf({ networks: { ...networks, verifier } }).used).toEqual(["verifierLogit"]);
  });

  it("is logistic in the features that the calibration names", () => {
    const calibration = { intercept: -1, coefficients: { lesionProbability: 2, logVolume: 0.5, regionCortex: 1 } };
    const { score, used } = scorerOf({ networks, calibration });
    expect(used).toEqual(["lesionProbability", "logVolume", "regionCortex"]);
    expect(score(features())).toBeCloseTo(1 / (1 + Math.exp(-(-1 + 1.6 + 0.5 + 1))), 9);
    expect(score(features({ regionCortex: 0 }))).toBeCloseTo(1 / (1 + Math.exp(-(-1 + 1.6 + 0.5))), 9);
  });

  it("names a feature that there is not, or whose network there is not", () => {
    for (const name of ["beauty", "verifierLogit", "centreProbability", "mimicProbability"]) {
      const calibration = { intercept: 0, coefficients: { [name]: 1 } };
      expect(() => scorerOf({ networks, calibration })).toThrow(
        expect.objectContaining({
          code: "INVALID_MODEL",
          details: { field: `manifest.calibration.coefficients.${name}`, value: 1 },
        }),
      );
    }
  });
});

describe("candidateFeatures", () => {
  it("gives each number under its name", () => {
    const given = features();
    expect(Object.keys(given).sort()).toEqual([...LEARNED_FEATURES].sort());
    expect(given).toMatchObject({
      lesionProbability: 0.8,
      centreProbability: 0.6,
      mimicProbability: 0.1,
      verifierLogit: 2,
    });
    expect(given.lesionLogit).toBeCloseTo(Math.log(4), 9);
    expect(given.logVolume).toBeCloseTo(1, 9);
    expect(given).toMatchObject({ contrast: 0.4, edgeMm: 7, sliceMm: 2, regionCortex: 1, regionOutside: 0 });
  });

  it("has finite numbers where a network has none, and at the ends of probability", () => {
    const candidate = {
      strength: 1,
      lesionProbability: 1,
      centreProbability: Number.NaN,
      mimicProbability: Number.NaN,
      verifierLogit: Number.NaN,
    };
    const place = { majority: undefined, brainVoxels: 0 };
    const measures = { region: { volumeMm3: 1 }, contrast: 0, place, edgeMm: Number.POSITIVE_INFINITY, sliceMm: 1 };
    const given = candidateFeatures(candidate, measures);
    expect(Object.values(given).every(Number.isFinite)).toBe(true);
    expect(given).toMatchObject({ lesionLogit: 12, edgeMm: 20, verifierLogit: 0, regionOutside: 1 });
  });

  it("is of one region at most", () => {
    const of = (majority: "thalamus" | "brainstem" | "dural-sinus" | undefined, brainVoxels: number): number[] => {
      const candidate = {
        strength: 1,
        lesionProbability: 0.5,
        centreProbability: 0,
        mimicProbability: 0,
        verifierLogit: 0,
      };
      const measures = {
        region: { volumeMm3: 1 },
        contrast: 0,
        place: { majority, brainVoxels },
        edgeMm: 0,
        sliceMm: 1,
      };
      const { regionDeep, regionInfratentorial, regionSinus, regionOutside } = candidateFeatures(candidate, measures);
      return [regionDeep, regionInfratentorial, regionSinus, regionOutside];
    };
    expect(of("thalamus", 1)).toEqual([1, 0, 0, 0]);
    expect(of("brainstem", 1)).toEqual([0, 1, 0, 0]);
    expect(of("dural-sinus", 0)).toEqual([0, 0, 1, 0]);
    expect(of(undefined, 1)).toEqual([0, 0, 0, 0]);
  });
});
