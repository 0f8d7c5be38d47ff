import { describe, expect, it } from "vitest";
import { classifyScans } from "./classify-scans.js";

const scans = [
  { referenceCount: 0, predictionCount: 0 },
  { referenceCount: 1, predictionCount: 0 },
  { referenceCount: 0, predictionCount: 2 },
  { referenceCount: 4, predictionCount: 3 },
];

describe("classifyScans", () => {
  it("calls a scan positive from the threshold on", () => {
    const [any, three] = classifyScans(scans, { thresholds: [1, 3], scoredClass: "positive" });
    expect(any?.confusion).toEqual({ truePositives: 1, falsePositives: 1, falseNegatives: 1, trueNegatives: 1 });
    expect(three?.confusion).toEqual({ truePositives: 1, falsePositives: 0, falseNegatives: 0, trueNegatives: 3 });
    expect(any?.scores.precision).toBe(0.5);
  });
  it("adds unlisted empty scans to the true negatives", () => {
    const [any] = classifyScans(scans, { thresholds: [1], scoredClass: "positive", unlistedEmptyScans: 2 });
    expect(any?.confusion.trueNegatives).toBe(3);
    expect(any?.scores.specificity).toBe(0.75);
  });
  it("scores the negative class where asked", () => {
    const [any] = classifyScans(scans, { thresholds: [1], scoredClass: "negative", unlistedEmptyScans: 1 });
    expect(any?.scores.recall).toBe(2 / 3);
  });
  it("separates scans by the score of the prediction that makes up the number", () => {
    const scored = [
      { referenceCount: 3, predictionCount: 3, scores: [0.9, 0.8, 0.7] },
      { referenceCount: 3, predictionCount: 1, scores: [0.6] },
      { referenceCount: 1, predictionCount: 3, scores: [0.95, 0.3, 0.2] },
      { referenceCount: 0, predictionCount: 1, scores: [0.65] },
    ];
    const [any, three] = classifyScans(scored, { thresholds: [1, 3], scoredClass: "positive" });
    // Surest predictions .9, .6, .95 against .65.
    expect(any?.auroc).toBeCloseTo(2 / 3, 12);
    // Third predictions .7 and none against .2 and none: 1, 1, 0, ½.
    expect(three?.auroc).toBe(2.5 / 4);
  });
  it("has no AUROC where a scan has no scores, or scans are not listed", () => {
    expect(classifyScans(scans, { thresholds: [1], scoredClass: "positive" })[0]?.auroc).toBeNaN();
    const scored = scans.map((scan) => ({ ...scan, scores: [0.5] }));
    const options = { thresholds: [1], scoredClass: "positive" } as const;
    expect(classifyScans(scored, options)[0]?.auroc).toBe(0.5);
    expect(classifyScans(scored, { ...options, unlistedEmptyScans: 1 })[0]?.auroc).toBeNaN();
  });
});
