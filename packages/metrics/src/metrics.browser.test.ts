import { affineFromSpacing, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { caseFromMasks, evaluateCases, getProtocol, segmentationScores } from "./index.js";

function dot(at: number): Volume {
  const data = new Float32Array(16 ** 3);
  data[at] = 1;
  return { data, shape: [16, 16, 16], affine: affineFromSpacing([1, 1, 1]) };
}

describe("@cmb/metrics in a browser", () => {
  it("scores two masks under a named protocol", () => {
    const rule = { foreground: { threshold: 0, includes: "above" }, connectivity: 26 } as const;
    const images = { reference: dot(100), prediction: dot(102) };
    const scan = caseFromMasks("a", images, { reference: rule, prediction: rule });
    const result = evaluateCases([scan], getProtocol("valdo2021-code"));
    expect([result.pooled.f1, result.pooled.truePositives]).toEqual([1, 1]);
    expect(segmentationScores(images.reference, images.prediction, { surfaceToleranceMm: 1 }).hausdorff95Mm).toBe(2);
  });
});
