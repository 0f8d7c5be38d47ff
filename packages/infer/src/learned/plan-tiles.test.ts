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
    const shape = [8, 8, 8];
    expect(plan?.layers[0]?.tiles).toEqual([0, 6, 12].map((i) => ({ first: [i, 0, 0], shape })));
    expect(plan?.tileCount).toBe(12);
  });

  it("leaves out tiles without brain", () => {
    const mask = full([32, 8, 8]);
    for (let v = 0; v < mask.data.length; v++) mask.data[v] = v % 32 < 6 || v % 32 > 26 ? 1 : 0;
    const plan = planTiles(mask, { tile: [8, 8, 8], overlap: [0, 0, 0] });
    expect(plan?.layers[0]?.tiles.map(({ first: [i] }) => i)).toEqual([0, 24]);
  });

  it("keeps a tile within the grid where it fits, and lets it stand over on both sides where not", () => {
    const mask = full([20, 4, 20]);
    for (let v = 0; v < mask.data.length; v++) mask.data[v] = v % 20 < 2 ? 1 : 0;
    const plan = planTiles(mask, { tile: [8, 8, 32], overlap: [0, 0, 0] });
    expect(plan?.layers).toEqual([{ firstSlice: -6, tiles: [{ first: [0, -2, -6], shape: [8, 8, 32] }] }]);
  });

  it("begins rows and tiles where the brain of their layer does", () => {
    const mask = full([40, 24, 16]);
    for (let v = 0; v < mask.data.length; v++) {
      const [i, j, k] = [v % 40, Math.floor(v / 40) % 24, Math.floor(v / 960)];
      mask.data[v] = (k < 8 ? i >= 30 : i < 14 && j >= 12) ? 1 : 0;
    }
    const plan = planTiles(mask, { tile: [8, 8, 8], overlap: [0, 0, 0] });
    const firsts = plan?.layers.map(({ tiles }) => tiles.map(({ first }) => first.join(" ")));
    expect(firsts?.[0]).toEqual(["30 0 0", "32 0 0", "30 8 0", "32 8 0", "30 16 0", "32 16 0"]);
    expect(firsts?.[1]).toEqual(["0 12 8", "6 12 8", "0 16 8", "6 16 8"]);
  });

  it("takes flexible tiles no larger than the brain needs, in steps of 16, 16 and 8 voxels", () => {
    const mask = full([150, 40, 41]);
    const options = { tile: [96, 96, 48], overlap: [16, 16, 8], flexible: true } as const;
    const plan = planTiles(mask, options);
    // 150 voxels in two tiles that share 16 are 83 to each.
    expect(plan?.depth).toBe(48);
    expect(plan?.layers[0]?.tiles).toEqual([
      { first: [0, -4, -4], shape: [96, 48, 48] },
      { first: [54, -4, -4], shape: [96, 48, 48] },
    ]);
    expect(planTiles(mask, { ...options, flexible: false })?.layers[0]?.tiles[0]?.shape).toEqual([96, 96, 48]);
    expect(planTiles(full([60, 32, 20]), options)?.layers[0]?.tiles[0]?.shape).toEqual([64, 32, 24]);
  });

  it("has no plan for an empty mask", () => {
    const empty = { ...full([4, 4, 4]), data: new Uint8Array(64) };
    expect(planTiles(empty, { tile: [4, 4, 4], overlap: [0, 0, 0] })).toBeUndefined();
  });

  describe("properties", () => {
    const length = fc.integer({ min: 1, max: 40 });
    const cut = fc
      .oneof(fc.integer({ min: 2, max: 8 }), fc.constantFrom(16, 32))
      .chain((tile) => fc.tuple(fc.constant(tile), fc.integer({ min: 0, max: tile - 1 })));
    it("covers every voxel of the brain, in layers that rise", () => {
      fc.assert(
        fc.property(
          fc.tuple(length, length, length),
          fc.tuple(cut, cut, cut),
          fc.infiniteStream(fc.nat(3)),
          fc.boolean(),
          (shape, cuts, draws, flexible) => {
            const mask = full(shape);
            for (let v = 0; v < mask.data.length; v++) mask.data[v] = draws.next().value === 0 ? 1 : 0;
            const tile: Shape = [cuts[0][0], cuts[1][0], cuts[2][0]];
            const plan = planTiles(mask, { tile, overlap: [cuts[0][1], cuts[1][1], cuts[2][1]], flexible });
            const starts = plan?.layers.map(({ firstSlice }) => firstSlice) ?? [];
            expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
            const tiles = plan?.layers.flatMap((layer) => layer.tiles) ?? [];
            for (let v = 0; v < mask.data.length; v++) {
              if (mask.data[v] === 0) continue;
              const at = [v % shape[0], Math.floor(v / shape[0]) % shape[1], Math.floor(v / (shape[0] * shape[1]))];
              const covered = tiles.some(({ first, shape: size }) =>
                first.every(
                  (n, axis) => (at[axis] as number) >= n && (at[axis] as number) < n + (size[axis] as number),
                ),
              );
              expect(covered).toBe(true);
            }
            for (const { first, shape: size } of tiles) {
              expect([first.every(Number.isInteger), size[2]]).toEqual([true, plan?.depth]);
              for (const axis of [0, 1, 2] as const) expect(size[axis]).toBeLessThanOrEqual(tile[axis]);
            }
          },
        ),
        { numRuns: 60 },
      );
    });
  });
});
