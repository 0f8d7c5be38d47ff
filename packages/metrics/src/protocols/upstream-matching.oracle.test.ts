import type { VoxelIndex } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { evaluateCase } from "../evaluation/evaluate-case.js";
import { readFixture } from "../testdata/read-fixture.js";
import { upstreamPublished } from "./upstream-published.js";

interface Fixture {
  readonly spacingMm: number;
  readonly runs: readonly {
    readonly model: string;
    readonly dataset: string;
    readonly criterion: string;
    readonly studies: readonly {
      readonly id: string;
      readonly gt: readonly VoxelIndex[];
      readonly pred: readonly VoxelIndex[];
      readonly matches: readonly (readonly [pred: VoxelIndex, gt: VoxelIndex])[];
      readonly TP: number;
      readonly FP: number;
      readonly FN: number;
    }[];
  }[];
}

const { spacingMm, runs } = readFixture<Fixture>("upstream/cmb_matching_distance.json");
const spacing = [spacingMm, spacingMm, spacingMm] as const;

describe("upstream-published beside the recorded matches of the published runs", () => {
  it.each(runs)("$model $dataset $criterion", ({ studies }) => {
    for (const study of studies) {
      const { result, matching } = evaluateCase(
        {
          id: study.id,
          spacingMm: spacing,
          reference: study.gt.map((centreVoxel) => ({ centreVoxel })),
          prediction: study.pred.map((centreVoxel) => ({ centreVoxel })),
        },
        upstreamPublished,
      );
      expect([study.id, result.truePositives, result.falsePositives, result.falseNegatives]).toEqual([
        study.id,
        study.TP,
        study.FP,
        study.FN,
      ]);
      const pairs = matching.pairs.map(({ reference, prediction }) => [study.pred[prediction], study.gt[reference]]);
      // Two predictions that both hit a pair of near references may be exchanged; the set of hits is the same.
      expect(pairs.map(([, gt]) => String(gt)).sort()).toEqual(study.matches.map(([, gt]) => String(gt)).sort());
    }
  });
});
