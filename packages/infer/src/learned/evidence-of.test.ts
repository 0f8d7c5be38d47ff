import { describe, expect, it } from "vitest";
import { candidateFeatures } from "./candidate-features.js";
import { evidenceOf } from "./evidence-of.js";

function features(majority: "cortex" | "ventricle" | "background", verifierLogit: number) {
  const candidate = { strength: 0.5, lesionProbability: 0.714, centreProbability: 0.5, mimicProbability: 0.1 };
  return candidateFeatures(
    { ...candidate, verifierLogit },
    { region: { volumeMm3: 12.04 }, contrast: 0.456, place: { majority, brainVoxels: 3 }, edgeMm: 4, sliceMm: 2 },
  );
}

describe("evidenceOf", () => {
  it.each([
    ["cortex", -1.5, "lesion network 71 %, verifier 18 %, contrast 0.46, 12.0 mm³"],
    ["ventricle", 3, "lesion network 71 %, verifier 95 %, contrast 0.46, 12.0 mm³, in a ventricle"],
    ["background", Number.NaN, "lesion network 71 %, contrast 0.46, 12.0 mm³, outside of the brain"],
  ] as const)("in %s, logit %d: %s", (majority, logit, words) => {
    expect(evidenceOf(features(majority, logit))).toBe(words);
  });
});
