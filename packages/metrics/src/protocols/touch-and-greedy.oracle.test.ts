import type { Shape } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { evaluateCase } from "../evaluation/evaluate-case.js";
import type { EvaluationCase } from "../evaluation-case.js";
import { caseFromMasks } from "../labelling/case-from-masks.js";
import { type Box, paintBoxes } from "../testdata/boxes.js";
import { readFixture } from "../testdata/read-fixture.js";
import type { Protocol } from "./protocol.js";
import { touch26Pooled } from "./touch26-pooled.js";
import { valdo2021Greedy } from "./valdo2021-greedy.js";
import { valdo2021Optimal } from "./valdo2021-optimal.js";

interface Counts {
  readonly nRef: number;
  readonly nPred: number;
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
}

interface Fixture {
  readonly selfTests: readonly {
    readonly id: string;
    readonly balls?: { readonly ref: readonly number[][]; readonly pred: readonly number[][] };
    readonly voxels?: { readonly ref: readonly number[][]; readonly pred: readonly number[][] };
    readonly extraPredVoxels?: readonly number[][];
    readonly shape: Shape;
    readonly pixdim?: readonly [number, number, number];
    readonly valdoGreedy?: Partial<Counts> & { readonly f1?: number; readonly aed?: number };
    readonly touch26?: Partial<Counts> & { readonly countError?: number };
  }[];
  readonly cases: readonly {
    readonly id: string;
    readonly shape: Shape;
    readonly pixdim: readonly [number, number, number];
    readonly ref: readonly Box[];
    readonly seg: readonly Box[];
    readonly touch26: Counts & { readonly caseRef: 0 | 1; readonly casePred: 0 | 1; readonly countError: number };
    readonly valdoGreedy: Counts & {
      readonly f1: number | null;
      readonly aed: number;
      readonly pairs: readonly (readonly [number, number, number])[];
    };
    readonly optimalTp5mm: number;
  }[];
}

const { selfTests, cases } = readFixture<Fixture>("peers/touch-and-valdo-greedy.json");
type Images = Parameters<typeof caseFromMasks>[1];

function scanFor(protocol: Protocol, id: string, images: Images): EvaluationCase {
  const { referenceForeground, predictionForeground, connectivity } = protocol.parameters;
  return caseFromMasks(id, images, {
    reference: { foreground: referenceForeground, connectivity },
    prediction: { foreground: predictionForeground, connectivity },
  });
}

function countsOf(
  protocol: Protocol,
  id: string,
  images: Images,
): Counts & { readonly aed: number; readonly f1: number } {
  const { result } = evaluateCase(scanFor(protocol, id, images), protocol);
  return {
    nRef: result.referenceCount,
    nPred: result.predictionCount,
    tp: result.truePositives,
    fp: result.falsePositives,
    fn: result.falseNegatives,
    aed: result.absoluteCountDifference,
    f1: result.f1,
  };
}

function pick<T extends object>(actual: T, expected: object): Partial<T> {
  return Object.fromEntries(Object.entries(actual).filter(([name]) => name in expected)) as Partial<T>;
}

describe.each(cases)("masks of the peer's suite: $id", (fixture) => {
  const images = {
    reference: paintBoxes(fixture.shape, fixture.pixdim, fixture.ref),
    prediction: paintBoxes(fixture.shape, fixture.pixdim, fixture.seg),
  };
  it("touch26-pooled counts references touched and predictions that touch none", () => {
    const { caseRef, casePred, countError, ...expected } = fixture.touch26;
    const counts = countsOf(touch26Pooled, fixture.id, images);
    expect(pick(counts, expected)).toEqual(expected);
    expect(counts.aed).toBe(countError);
    expect([Math.min(counts.nRef, 1), Math.min(counts.nPred, 1)]).toEqual([caseRef, casePred]);
  });
  it("valdo2021-greedy takes the same pairs at the same distances", () => {
    const { pairs, f1, ...expected } = fixture.valdoGreedy;
    const scan = scanFor(valdo2021Greedy, fixture.id, images);
    const { result, matching } = evaluateCase(scan, valdo2021Greedy);
    expect(pick(countsOf(valdo2021Greedy, fixture.id, images), expected)).toEqual(expected);
    if (f1 === null) expect(result.f1).toBeNaN();
    else expect(result.f1).toBeCloseTo(f1, 9);
    const found = matching.pairs.map((pair) => [pair.reference + 1, pair.prediction + 1]);
    expect(found.sort()).toEqual(pairs.map(([r, p]) => [r, p]).sort());
    for (const [r, p, distance] of pairs) {
      const pair = matching.pairs.find((each) => each.reference === r - 1 && each.prediction === p - 1);
      // The fixture gives eight decimals.
      expect(pair?.value).toBeCloseTo(distance, 8);
    }
  });
  it("valdo2021-optimal finds the most matches", () => {
    expect(countsOf(valdo2021Optimal, fixture.id, images).tp).toBe(fixture.optimalTp5mm);
  });
});

describe.each(selfTests)("the peer's self-test $id", (fixture) => {
  const voxelBoxes = (voxels: readonly (readonly number[])[] = []): Box[] =>
    voxels.map(([i = 0, j = 0, k = 0]) => [i, j, k, i + 1, j + 1, k + 1]);
  const ballBoxes = (balls: readonly (readonly number[])[] = []): Box[] =>
    balls.flatMap(([ci = 0, cj = 0, ck = 0, radius = 0]) => {
      const boxes: Box[] = [];
      for (let i = -radius; i <= radius; i++) {
        for (let j = -radius; j <= radius; j++) {
          const half = Math.sqrt(radius * radius - i * i - j * j);
          if (Number.isNaN(half)) continue;
          const k = Math.floor(half);
          boxes.push([ci + i, cj + j, ck - k, ci + i + 1, cj + j + 1, ck + k + 1]);
        }
      }
      return boxes;
    });
  const spacingMm = fixture.pixdim ?? [1, 1, 1];
  const images = {
    reference: paintBoxes(fixture.shape, spacingMm, [
      ...ballBoxes(fixture.balls?.ref),
      ...voxelBoxes(fixture.voxels?.ref),
    ]),
    prediction: paintBoxes(fixture.shape, spacingMm, [
      ...ballBoxes(fixture.balls?.pred),
      ...voxelBoxes(fixture.voxels?.pred),
      ...voxelBoxes(fixture.extraPredVoxels),
    ]),
  };
  it("gives the literal counts", () => {
    if (fixture.valdoGreedy) {
      expect(pick(countsOf(valdo2021Greedy, fixture.id, images), fixture.valdoGreedy)).toEqual(fixture.valdoGreedy);
    }
    if (fixture.touch26) {
      const { countError, ...expected } = fixture.touch26;
      const counts = countsOf(touch26Pooled, fixture.id, images);
      expect(pick(counts, expected)).toEqual(expected);
      if (countError !== undefined) expect(counts.aed).toBe(countError);
    }
  });
});
