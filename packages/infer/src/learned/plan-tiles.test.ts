import { affineFromSpacing, type Mask, type Shape } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planTiles } from "./plan-tiles.js";

const affine = affineFromSpacing([0.5, 0.5, 1]);

function full(shape: Shape): Mask {
  return { data: new Uint8Array(shape[0] * shape[1] * shape[2]).fill(1), shape, affine };
}

describe("planTiles", () => {
  it("spreads tiles evenly over the brain, with at least the overlap", () => {
    const plan = planTiles(full([20, 8, 20]), { tile: [8, 8, 8], overlap: [2, 2, 4] });
    expect(plan?.layers.map(({ firstSlice }) => firstSlice)).toEqual([0, 4, 8, 12]);
    expect(plan?.layers[0]?.tiles).toEqual([
      [0, 0, 0],
      [6, 0, 0],
      [12, 0, 0],
    ]);
    expect(plan?.tileCount).toBe(12);
  });

  it("leaves out tiles without brain", () => {
    const mask = full([32, 8, 8]);
    for (let v = 0; v < mask.data.length; v++) mask.data[v] = v % 32 < 6 || v % 32 > 26 ? 1 : 0;
    const plan = planTiles(mask, { tile: [8, 8, 8], overlap: [0, 0, 0] });
    expect(plan?.layers[0]?.tiles.map(([i]) => i)).toEqual([0, 24]);
  });

  it("keeps a tile within the grid where it fits, and lets it stand over on both sides where not", () => {
    const mask = full([20, 4, 20]);
    for (let v = 0; v < mask.data.length; v++) mask.data[v] = v % 20 < 2 ? 1 : 0;
    const plan = planTiles(mask, { tile: [8, 8, 32], overlap: [0, 0, 0] });
    expect(plan?.layers).toEqual([{ firstSlice: -6, tiles: [[0, -2, -6]] }]);
  });

  it("has no plan for an empty mask", () => {
    const empty = { ...full([4, 4, 4]), data: new Uint8Array(64) };
    expect(planTiles(empty, { tile: [4, 4, 4], overlap: [0, 0, 0] })).toBeUndefined();
  });

  describe("properties", () => {
    const length = fc.integer({ min: 1, max: 24 });
    const cut = fc
      .integer({ min: 2, max: 8 })
      .chain((tile) => fc.tuple(fc.constant(tile), fc.integer({ min: 0, max: tile - 1 })));
    it("covers every voxel of the brain, in layers that rise", () => {
      fc.assert(
        fc.property(
          fc.tuple(length, length, length),
          fc.tuple(cut, cut, cut),
          fc.infiniteStream(fc.nat(3)),
          (shape, cuts, draws) => {
            const mask = full(shape);
            for (let v = 0; v < mask.data.length; v++) mask.data[v] = draws.next().value === 0 ? 1 : 0;
            const tile: Shape = [cuts[0][0], cuts[1][0], cuts[2][0]];
            const plan = planTiles(mask, { tile, overlap: [cuts[0][1], cuts[1][1], cuts[2][1]] });
            const starts = plan?.layers.map(({ firstSlice }) => firstSlice) ?? [];
            expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
            const tiles = plan?.layers.flatMap((layer) => layer.tiles) ?? [];
            for (let v = 0; v < mask.data.length; v++) {
              if (mask.data[v] === 0) continue;
              const at = [v % shape[0], Math.floor(v / shape[0]) % shape[1], Math.floor(v / (shape[0] * shape[1]))];
              const covered = tiles.some((first) =>
                first.every(
                  (n, axis) => (at[axis] as number) >= n && (at[axis] as number) < n + (tile[axis] as number),
                ),
              );
              expect(covered).toBe(true);
            }
          },
        ),
        { numRuns: 60 },
      );
    });
  });
});
