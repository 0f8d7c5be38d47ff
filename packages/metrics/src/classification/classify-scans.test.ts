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
});
