import { affineFromSpacing, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { caseFromMasks, type EvaluationCase, evaluateCases, getProtocol, segmentationScores } from "./index.js";

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
  it("draws the same intervals as under Node", () => {
    const scan = (id: string, x: number): EvaluationCase => ({
      id,
      reference: [{ centreMm: [0, 0, 0] }, { centreMm: [40, 0, 0] }],
      prediction: [{ centreMm: [x, 0, 0], score: 0.9 }],
    });
    const scans = [scan("a", 1), scan("b", 9), scan("c", 2), scan("d", 41), scan("e", 80)];
    const intervals = evaluateCases(scans, getProtocol("centroid-3mm")).intervals;
    expect(intervals?.pooled.recall).toEqual({ estimate: 0.3, lower: 0.1, upper: 0.5 });
    expect(intervals?.curve?.band.length).toBe(2);
  });
});
