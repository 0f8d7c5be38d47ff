import { describe, expect, it } from "vitest";
import type { EvaluationCase } from "../evaluation-case.js";
import { filterBySize } from "./filter-by-size.js";

const sized = (sizeVoxels?: number): EvaluationCase["reference"][number] => ({
  centreMm: [0, 0, 0],
  ...(sizeVoxels !== undefined && { sizeVoxels }),
});
const scan: EvaluationCase = {
  id: "a",
  reference: [sized(2), sized(9), sized()],
  prediction: [sized(3), sized(9)],
  overlap: [
    [0, 0, 1],
    [1, 1, 5],
    [2, 1, 1],
  ],
  referenceCentreHits: [[1, 1]],
  predictionCentreHits: [[0, 0]],
  dilatedOverlap: { radiusMm: 2, overlap: [[0, 1, 4]] },
  voxelSums: {
    softReference: 1,
    softPrediction: 1,
    softProduct: 1,
    both: 1,
    referenceOnly: 0,
    predictionOnly: 0,
    grid: 8,
  },
  surface: { hausdorffMm: 1, hausdorff95Mm: 1, assdMm: 1, surfaceDice: 1, surfaceToleranceMm: 1 },
};

describe("filterBySize", () => {
  it("drops smaller lesions of both sides and renumbers what hangs on them", () => {
    const kept = filterBySize(scan, { minimumSizeVoxels: 5, minimumSizeOf: "both" });
    expect([kept.reference.length, kept.prediction.length]).toEqual([2, 1]);
    expect(kept.overlap).toEqual([
      [0, 0, 5],
      [1, 0, 1],
    ]);
    expect(kept.referenceCentreHits).toEqual([[0, 0]]);
    expect(kept.predictionCentreHits).toEqual([]);
    expect(kept.dilatedOverlap?.overlap).toEqual([]);
    expect(kept.voxelSums).toBeUndefined();
    expect(kept.surface).toBeUndefined();
  });
  it("drops predictions alone where asked, and keeps a lesion of the size and one of unknown size", () => {
    const kept = filterBySize(scan, { minimumSizeVoxels: 3, minimumSizeOf: "prediction" });
    expect(kept).toBe(scan);
    expect(filterBySize(scan, { minimumSizeVoxels: 4, minimumSizeOf: "prediction" }).reference).toHaveLength(3);
  });
});
