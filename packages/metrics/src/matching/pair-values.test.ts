import { isCmbError } from "@cmb/core";
import { describe, expect, it } from "vitest";
import type { EvaluationCase } from "../evaluation-case.js";
import type { Criterion } from "./match-rule.js";
import { pairValues } from "./pair-values.js";

const within = (toleranceMm: number, strict: boolean = false): Criterion => ({
  by: "centreDistance",
  toleranceMm,
  strict,
  truncateCentres: false,
});
const touching: Criterion = { by: "overlap", minimumVoxels: 1 };

/** Lesions along a line at the given millimetres. */
function line(reference: readonly number[], prediction: readonly number[], scores?: readonly number[]): EvaluationCase {
  return {
    id: "line",
    reference: reference.map((x) => ({ centreMm: [x, 0, 0] as const })),
    prediction: prediction.map((x, n) => ({ centreMm: [x, 0, 0] as const, score: scores?.[n] ?? 0.5 })),
  };
}

function pairsOf(evaluationCase: EvaluationCase, criterion: Criterion): number[][] {
  return pairValues(evaluationCase, criterion).map((pair) => [pair.reference, pair.prediction]);
}

describe("pairValues by centre distance", () => {
  it("takes a pair at the tolerance unless strict", () => {
    expect(pairsOf(line([0], [5]), within(5))).toEqual([[0, 0]]);
    expect(pairsOf(line([0], [5]), within(5, true))).toEqual([]);
  });
  it("measures voxel centres with the spacing", () => {
    const scan: EvaluationCase = {
      id: "a",
      spacingMm: [1, 1, 4],
      reference: [{ centreVoxel: [0, 0, 0] }],
      prediction: [{ centreVoxel: [0, 0, 1] }],
    };
    expect(pairValues(scan, within(5))[0]?.value).toBe(4);
    expect(pairsOf(scan, within(3.9))).toEqual([]);
  });
  it("cuts voxel coordinates to whole numbers where asked", () => {
    const scan: EvaluationCase = {
      id: "a",
      spacingMm: [1, 1, 1],
      reference: [{ centreVoxel: [0.9, 0, 0] }],
      prediction: [{ centreVoxel: [5.95, 0, 0] }],
    };
    const truncated: Criterion = { by: "centreDistance", toleranceMm: 5, strict: false, truncateCentres: true };
    expect(pairsOf(scan, within(5))).toEqual([]);
    expect(pairsOf(scan, truncated)).toEqual([[0, 0]]);
  });
  it("refuses centres partly in voxels and partly in mm", () => {
    const scan: EvaluationCase = {
      id: "a",
      spacingMm: [1, 1, 1],
      reference: [{ centreVoxel: [0, 0, 0] }],
      prediction: [{ centreMm: [0, 0, 0] }],
    };
    expect(() => pairsOf(scan, within(5))).toThrow("partly in voxels");
  });
});

describe("pairValues by shared voxels", () => {
  const scan: EvaluationCase = {
    id: "a",
    reference: [
      { centreMm: [0, 0, 0], sizeVoxels: 10 },
      { centreMm: [9, 0, 0], sizeVoxels: 4 },
    ],
    prediction: [{ centreMm: [4, 0, 0], sizeVoxels: 10 }],
    overlap: [
      [1, 0, 4],
      [0, 0, 5],
    ],
  };
  it("compares voxels, IoU = shared / union and Dice = 2 shared / sum", () => {
    const valuesOf = (criterion: Criterion): number[] => pairValues(scan, criterion).map(({ value }) => value);
    expect(valuesOf(touching)).toEqual([5, 4]);
    expect(valuesOf({ by: "iou", minimum: 0, strict: true })).toEqual([5 / 15, 4 / 10]);
    expect(valuesOf({ by: "dice", minimum: 0.5, strict: false })).toEqual([0.5, 8 / 14]);
    expect(valuesOf({ by: "dice", minimum: 0.5, strict: true })).toEqual([8 / 14]);
    expect(valuesOf({ by: "overlap", minimumVoxels: 5 })).toEqual([5]);
  });
  it("never takes a pair without a shared voxel, whatever the minimum", () => {
    const apart: EvaluationCase = { ...scan, overlap: [[0, 0, 0]] };
    expect(pairsOf(apart, { by: "iou", minimum: 0, strict: false })).toEqual([]);
    expect(pairsOf(apart, { by: "overlap", minimumVoxels: 0 })).toEqual([]);
  });
  it("refuses a case without overlaps or sizes, and takes one with an empty side", () => {
    const { overlap: _, ...bare } = scan;
    expect(() => pairsOf(bare, touching)).toThrow("has no overlap");
    const sizeless = { ...scan, prediction: [{ centreMm: [4, 0, 0] as const }] };
    expect(() => pairsOf(sizeless, { by: "iou", minimum: 0, strict: true })).toThrow(
      expect.toSatisfy((error) => isCmbError(error, "INVALID_ARGUMENT")),
    );
    expect(pairsOf({ ...bare, prediction: [] }, touching)).toEqual([]);
  });
  it("matches a dilated footprint of the radius that was measured, and no other", () => {
    const dilated: EvaluationCase = { ...scan, dilatedOverlap: { radiusMm: 2, overlap: [[1, 0, 6]] } };
    const criterion: Criterion = { by: "dilatedFootprint", radiusMm: 2, minimumVoxels: 1 };
    expect(pairsOf(dilated, criterion)).toEqual([[1, 0]]);
    expect(() => pairsOf(dilated, { ...criterion, radiusMm: 3 })).toThrow("dilateReferenceMm: 3");
  });
  it("matches a point in a mask, or within a radius of its centre", () => {
    const criterion: Criterion = { by: "pointInMask", point: "reference", orWithinMm: null };
    const hit: EvaluationCase = { ...scan, referenceCentreHits: [[1, 0]] };
    expect(pairsOf(hit, criterion)).toEqual([[1, 0]]);
    expect(pairsOf(hit, { ...criterion, orWithinMm: 4 })).toEqual([
      [0, 0],
      [1, 0],
    ]);
    const points = { ...scan, reference: scan.reference.map((each) => ({ ...each, sizeVoxels: 1 })) };
    expect(pairsOf(points, criterion)).toHaveLength(2);
    expect(pairsOf(scan, criterion)).toEqual([]);
    const sizeless = { ...scan, reference: scan.reference.map(({ sizeVoxels: _, ...point }) => point) };
    expect(pairsOf(sizeless, criterion)).toHaveLength(2);
  });
});
