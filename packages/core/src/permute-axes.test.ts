import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { voxelToWorld } from "./affine/voxel-to-world.js";
import { voxelCount } from "./create-volume.js";
import { permuteAxes } from "./permute-axes.js";
import { arbitraryVolume } from "./testing.js";
import type { Volume } from "./volume.js";

const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;
const numbered: Volume<Int16Array> = {
  data: Int16Array.from({ length: 24 }, (_, v) => v),
  shape: [2, 3, 4],
  affine: [1, 0, 0, 10, 0, 2, 0, 20, 0, 0, 3, 30, 0, 0, 0, 1],
};

describe("permuteAxes", () => {
  it("exchanges axes", () => {
    const { data, shape, affine } = permuteAxes(numbered, { order: [2, 0, 1] });
    expect(shape).toEqual([4, 2, 3]);
    expect([...data.slice(0, 8)]).toEqual([0, 6, 12, 18, 1, 7, 13, 19]);
    expect(affine).toEqual([0, 1, 0, 10, 0, 0, 2, 20, 3, 0, 0, 30, 0, 0, 0, 1]);
  });

  it("reverses axes and moves the origin to the new first voxel", () => {
    const { data, shape, affine } = permuteAxes(numbered, { flip: [true, false, true] });
    expect(shape).toEqual([2, 3, 4]);
    expect([...data.slice(0, 6)]).toEqual([19, 18, 21, 20, 23, 22]);
    expect(affine).toEqual([-1, 0, 0, 11, 0, 2, 0, 20, 0, 0, -3, 39, 0, 0, 0, 1]);
  });

  it("keeps the voxel type and copies, also when nothing changes", () => {
    const same = permuteAxes(numbered, {});
    expect(same).toEqual(numbered);
    expect(same.data).toBeInstanceOf(Int16Array);
    expect(same.data.buffer).not.toBe(numbered.data.buffer);
  });

  it.each(orders)("moves volumes of several tiles of any type, order %j, %j, %j", (...order) => {
    const shape = [37, 300, 19] as const;
    for (const kind of [Uint8Array, Int8Array, Int16Array, Uint32Array, Float32Array, Float64Array]) {
      const data = new kind(37 * 300 * 19).map((_, v) => (v * 7919) % 113) as Float32Array;
      const moved = permuteAxes({ ...numbered, data, shape }, { order, flip: [true, false, true] });
      expect(moved.data).toBeInstanceOf(kind);
      let wrong = 0;
      for (let v = 0; v < data.length; v++) {
        const old = [v % 37, Math.floor(v / 37) % 300, Math.floor(v / (37 * 300))] as const;
        const [i, j, k] = [shape[order[0]] - 1 - old[order[0]], old[order[1]], shape[order[2]] - 1 - old[order[2]]];
        wrong += Number(moved.data[i + moved.shape[0] * (j + moved.shape[1] * k)] !== data[v]);
      }
      expect(wrong).toBe(0);
    }
  });

  it.each([[[0, 0, 1]], [[0, 1, 3]], [[0, 1]], [[0, 1, 2, 0]]])("refuses the order %j", (order) => {
    expect(() => permuteAxes(numbered, { order: order as unknown as readonly [0, 1, 2] })).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT", details: { name: "order", value: order } }),
    );
  });

  describe("properties", () => {
    const permutation = fc.record({
      order: fc.constantFrom(...orders),
      flip: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
    });

    it("keeps the value and the world position of every voxel", () => {
      fc.assert(
        fc.property(arbitraryVolume({ maxLength: 5 }), permutation, (volume, { order, flip }) => {
          const moved = permuteAxes(volume, { order, flip });
          expect(voxelCount(moved.shape)).toBe(moved.data.length);
          const [ni, nj] = volume.shape;
          for (let v = 0; v < moved.data.length; v++) {
            const now = [
              v % moved.shape[0],
              Math.floor(v / moved.shape[0]) % moved.shape[1],
              Math.floor(v / (moved.shape[0] * moved.shape[1])),
            ] as const;
            const then: [number, number, number] = [0, 0, 0];
            order.forEach((old, n) => {
              then[old] = flip[n] ? volume.shape[old] - 1 - (now[n] ?? 0) : (now[n] ?? 0);
            });
            expect(moved.data[v]).toBe(volume.data[then[0] + ni * (then[1] + nj * then[2])]);
            const there = voxelToWorld(volume.affine, then);
            voxelToWorld(moved.affine, now).forEach((value, n) => {
              expect(value).toBeCloseTo(there[n] ?? Number.NaN, 9);
            });
          }
        }),
      );
    });

    it("handles axes longer than a block of the copy", () => {
      const volume = {
        data: Float32Array.from({ length: 37 * 19 * 5 }, (_, v) => v),
        shape: [37, 19, 5],
        affine: numbered.affine,
      } as const;
      for (const order of orders) {
        const back = [order.indexOf(0), order.indexOf(1), order.indexOf(2)] as unknown as (typeof orders)[number];
        expect(permuteAxes(permuteAxes(volume, { order }), { order: back })).toEqual(volume);
      }
    });
  });
});
