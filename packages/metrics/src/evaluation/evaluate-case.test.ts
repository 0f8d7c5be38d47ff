import { describe, expect, it } from "vitest";
import type { EvaluationCase } from "../evaluation-case.js";
import { getProtocol } from "../protocols/list-protocols.js";
import { overrideProtocol } from "../protocols/override-protocol.js";
import { evaluateCase } from "./evaluate-case.js";

const lesion = (x: number, sizeVoxels: number, score?: number): EvaluationCase["reference"][number] => ({
  centreVoxel: [x, 0, 0],
  sizeVoxels,
  ...(score !== undefined && { score }),
});
const scan: EvaluationCase = {
  id: "a",
  spacingMm: [1, 1, 1],
  reference: [lesion(0, 8), lesion(30, 8)],
  prediction: [lesion(1, 8, 0.4), lesion(2, 4, 0.9), lesion(60, 2, 0.7)],
  overlap: [
    [0, 0, 4],
    [0, 1, 2],
  ],
};

describe("evaluateCase", () => {
  it("scores hits by their best score and false positives by their own", () => {
    const { detections, caseScore } = evaluateCase(scan, getProtocol("centroid-3mm"));
    expect(detections).toEqual([
      { score: 0.4, isHit: true },
      { score: 0.9, isHit: false },
      { score: 0.7, isHit: false },
    ]);
    expect(caseScore).toBe(0.9);
  });
  it("leaves a repeated hit out of the detections where the protocol ignores it", () => {
    const touching = evaluateCase(scan, getProtocol("froc-luna"));
    expect(touching.detections).toEqual([
      { score: 0.9, isHit: true },
      { score: 0.7, isHit: false },
    ]);
    const ignored = overrideProtocol(getProtocol("centroid-3mm"), { duplicateHits: "ignore" });
    expect(evaluateCase(scan, ignored).detections).toHaveLength(2);
  });
  it("has no detections where one prediction has no score", () => {
    const bare = { ...scan, prediction: [...scan.prediction, lesion(90, 3)] };
    expect(evaluateCase(bare, getProtocol("centroid-3mm")).detections).toBeUndefined();
  });
  it("removes predictions below the protocol's size before matching", () => {
    const { result, matchedCase } = evaluateCase(scan, getProtocol("censyn-macro"));
    expect(matchedCase.prediction).toHaveLength(1);
    expect([result.predictionCount, result.falsePositives]).toEqual([1, 0]);
  });
  it("gives the VALDO code's Dice against the union of all predictions that name the reference", () => {
    expect(evaluateCase(scan, getProtocol("valdo2021-code")).result.dice).toBe((2 * 6) / (8 + 12));
    expect(evaluateCase(scan, getProtocol("valdo2021-greedy")).result.dice).toBe(0.5);
  });
  it("gives the VALDO code's conventions for empty sides", () => {
    const protocol = getProtocol("valdo2021-code");
    const noReference = evaluateCase({ ...scan, reference: [], overlap: [] }, protocol).result;
    expect([noReference.f1, noReference.dice, noReference.falseNegativesAsReported]).toEqual([
      Number.NaN,
      Number.NaN,
      -1,
    ]);
    const noPrediction = evaluateCase({ ...scan, prediction: [], overlap: [] }, protocol).result;
    expect([noPrediction.f1, noPrediction.dice, noPrediction.falseNegativesAsReported]).toEqual([0, 0, 2]);
  });
  it("keeps Dice undefined where sizes or overlaps are unknown", () => {
    const points: EvaluationCase = {
      id: "p",
      reference: [{ centreMm: [0, 0, 0] }],
      prediction: [{ centreMm: [1, 0, 0] }],
    };
    const { result } = evaluateCase(points, getProtocol("centroid-3mm"));
    expect([result.f1, result.dice, result.overallDice, result.volumeDifferenceMm3]).toEqual([
      1,
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });
  it("gives panoptic qualities, 0 without a hit and undefined without lesions", () => {
    const protocol = overrideProtocol(getProtocol("panoptic"), { minimum: 0.2 });
    const { result } = evaluateCase(scan, protocol);
    expect(result.segmentationQuality).toBeCloseTo(4 / 12, 15);
    expect(result.panopticQuality).toBeCloseTo((4 / 12) * (2 / 5), 15);
    const empty: EvaluationCase = { id: "e", spacingMm: [1, 1, 1], reference: [], prediction: [] };
    expect(evaluateCase(empty, protocol).result.panopticQuality).toBeNaN();
    expect(evaluateCase({ ...scan, overlap: [] }, protocol).result.segmentationQuality).toBe(0);
  });
});
