import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { judgeCandidate } from "./judge-candidate.js";
import type { CandidateFeatures } from "./measure-candidate.js";
import { regionShape } from "./region-shape.js";

const lesion: CandidateFeatures = {
  contrast: 0.4,
  contrastToNoise: 8,
  diameterMm: 3,
  elongation: 0.6,
  lengthMm: 4,
  tubularity: 0.1,
  blobness: 0.15,
  softEdgeMm: 0.8,
  clutter: 0.2,
  edgeMm: 8,
  openShare: 0,
};

function judge(changes: Partial<CandidateFeatures>, overflowed = false) {
  const grid = { data: new Float32Array(1), shape: [1, 1, 1] as const, affine: affineFromSpacing([1, 1, 1]) };
  const peak = { i: 0, j: 0, k: 0, response: 0.1 };
  return judgeCandidate({
    peak,
    voxels: [0],
    region: regionShape(grid, [0]),
    overflowed,
    features: { ...lesion, ...changes },
  });
}

describe("judgeCandidate", () => {
  it("has nothing against a lesion", () => {
    expect(judge({})).toBeUndefined();
  });

  it("names the stage and the number that speaks against it", () => {
    expect(judge({}, true)).toEqual({ stage: "size", reason: "larger than a ball of 10 mm" });
    expect(judge({ diameterMm: 0.8 })).toEqual({ stage: "size", reason: "diameter 0.8 mm, below 1 mm" });
    expect(judge({ lengthMm: 16 })).toEqual({ stage: "shape", reason: "16 mm long, above 10 mm" });
    expect(judge({ elongation: 0.1, lengthMm: 9 })).toEqual({
      stage: "shape",
      reason: "axis ratio 0.1, below 0.2: a line",
    });
    expect(judge({ tubularity: 0.9 })?.reason).toContain("90 % of its depth on two opposite sides");
    expect(judge({ openShare: 0.75 })).toEqual({
      stage: "location",
      reason: "75 % of its surface looks out of the brain",
    });
    expect(judge({ contrast: 0.05 })?.stage).toBe("contrast");
    expect(judge({ contrastToNoise: 2 })?.stage).toBe("contrast");
  });

  it("forgives a short lesion its axis ratio: few voxels make any", () => {
    expect(judge({ elongation: 0.1, lengthMm: 3 })).toBeUndefined();
  });
});
