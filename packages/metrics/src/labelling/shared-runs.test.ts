import { foregroundRuns, type Mask } from "@cmb/core";
import { arbitraryMask } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forEachSharedRun, joinTouching, runAt, voxelsOf } from "./shared-runs.js";

const shape = [8, 1, 1] as const;
const runs = (...pairs: readonly (readonly [number, number])[]) => ({
  shape,
  first: Uint32Array.from(pairs, ([first]) => first),
  end: Uint32Array.from(pairs, ([, end]) => end),
});

describe("forEachSharedRun", () => {
  it("visits each stretch of voxels that two runs share, with the runs", () => {
    const seen: number[][] = [];
    forEachSharedRun(runs([0, 3], [4, 8]), runs([2, 5], [7, 8]), (...stretch) => void seen.push(stretch));
    expect(seen).toEqual([
      [0, 0, 2, 3],
      [1, 0, 4, 5],
      [1, 1, 7, 8],
    ]);
  });
});

describe("runAt", () => {
  it("finds the run of a voxel, and -1 for background and for what is outside of the grid", () => {
    const two = runs([1, 3], [5, 6]);
    expect([-1, 0, 1, 2, 3, 4, 5, 6].map((voxel) => runAt(two, voxel))).toEqual([-1, -1, 0, 0, -1, -1, 1, -1]);
  });
});

describe("joinTouching", () => {
  it("joins runs that follow one another within a row, and not across rows", () => {
    const labelled = { shape: [4, 2, 1] as const, first: Uint32Array.of(0, 2, 3, 4), end: Uint32Array.of(1, 3, 4, 6) };
    const { first, end } = joinTouching(labelled);
    expect([[...first], [...end]]).toEqual([
      [0, 2, 4],
      [1, 4, 6],
    ]);
  });
  it("gives back runs that are apart", () => {
    const apart = runs([0, 1], [2, 3]);
    expect(joinTouching(apart)).toBe(apart);
  });
});

describe("properties", () => {
  const pair = arbitraryMask({ maxLength: 7 }).chain((mask) =>
    fc
      .uint8Array({ minLength: mask.data.length, maxLength: mask.data.length, max: 1 })
      .map((data): readonly [Mask, Mask] => [mask, { ...mask, data }]),
  );

  it("the stretches hold the voxels that both masks hold, each once", () => {
    fc.assert(
      fc.property(pair, ([left, right]) => {
        const visits = new Uint8Array(left.data.length);
        forEachSharedRun(foregroundRuns(left), foregroundRuns(right), (_l, _r, first, end) => {
          for (let v = first; v < end; v++) visits[v] = (visits[v] ?? 0) + 1;
        });
        expect(visits).toEqual(left.data.map((value, v) => value * (right.data[v] ?? 0)));
      }),
    );
  });

  it("a voxel has a run where it is foreground, and the runs have as many voxels", () => {
    fc.assert(
      fc.property(arbitraryMask({ maxLength: 7 }), (mask) => {
        const found = foregroundRuns(mask);
        expect(mask.data.map((_, v) => Number(runAt(found, v) >= 0))).toEqual(mask.data);
        expect(voxelsOf(found)).toBe(mask.data.filter((value) => value > 0).length);
      }),
    );
  });
});
