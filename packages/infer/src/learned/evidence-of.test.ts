import { describe, expect, it } from "vitest";
import { candidateFeatures, type LearnedFeatures } from "./candidate-features.js";
import { evidenceOf } from "./evidence-of.js";

function features(majority: "cortex" | "ventricle"): LearnedFeatures {
  const answers = { strength: 0.5, lesionProbability: 0.714, centreProbability: 0.5, mimicProbability: 0.1 };
  return candidateFeatures(
    { ...answers, verifierLogit: -1.5 },
    { region: { volumeMm3: 12.04 }, contrast: 0.456, place: { majority, brainVoxels: 3 }, edgeMm: 4, sliceMm: 2 },
  );
}

describe("evidenceOf", () => {
  it.each([
    ["cortex", ["lesionProbability"], "lesion network 71 %"],
    ["cortex", ["verifierLogit", "lesionLogit", "logVolume"], "verifier 18 %, lesion network 71 %, 12.0 mm³"],
    ["cortex", ["lesionLogit", "lesionProbability", "contrast"], "lesion network 71 %, contrast 0.46"],
    ["cortex", ["regionVentricle", "sliceMm"], "sliceMm 2.00"],
    ["ventricle", ["regionVentricle", "regionCsf"], "in a ventricle"],
  ] as const)("in %s, of %j: %s", (majority, used, words) => {
    expect(evidenceOf(features(majority), used)).toBe(words);
  });
});
