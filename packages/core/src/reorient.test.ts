import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orientation } from "./affine/orientation.js";
import { permuteAxes } from "./permute-axes.js";
import { reorient } from "./reorient.js";
import { arbitraryVolume } from "./testing.js";
import type { Volume } from "./volume.js";

const axisOrders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;
const signs = [false, true];
const codes = axisOrders.flatMap((order) =>
  ["RAS", "LAS", "RPS", "LPS", "RAI", "LAI", "RPI", "LPI"].map((code) =>
    order.map((axis) => code.charAt(axis)).join(""),
  ),
);
const head: Volume = {
  data: Float32Array.from({ length: 24 }, (_, v) => v),
  shape: [2, 3, 4],
  affine: [0.5, 0.1, 0, -90, -0.1, 0.75, 0.2, -126, 0, 0.1, 3, -72, 0, 0, 0, 1],
};

describe("reorient", () => {
  it("mirrors the data of an LAS image, so that RAS voxels come out", () => {
    const las: Volume = {
      data: Float32Array.of(1, 2, 3),
      shape: [3, 1, 1],
      affine: [-2, 0, 0, 4, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
    };
    expect(reorient(las, "RAS")).toEqual({
      data: Float32Array.of(3, 2, 1),
      shape: [3, 1, 1],
      affine: [2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
    });
  });

  it("gives the same RAS voxels from all 48 axis orders of one image", () => {
    const stored = axisOrders.flatMap((order) =>
      signs.flatMap((a) => signs.flatMap((b) => signs.map((c) => permuteAxes(head, { order, flip: [a, b, c] })))),
    );
    expect(new Set(stored.map(({ affine }) => orientation(affine))).size).toBe(48);
    for (const volume of stored) {
      const { data, shape, affine } = reorient(volume, "RAS");
      expect([...data]).toEqual([...head.data]);
      expect(shape).toEqual(head.shape);
      affine.forEach((value, n) => {
        expect(value).toBeCloseTo(head.affine[n] ?? Number.NaN, 12);
      });
    }
  });

  it("copies when the orientation is the wanted one already", () => {
    const same = reorient(head, "RAS");
    expect(same).toEqual(head);
    expect(same.data.buffer).not.toBe(head.data.buffer);
  });

  it.each(["", "RA", "RASS", "RAR", "ras", "XYZ", "LRA"])("refuses the code %j", (code) => {
    expect(() => reorient(head, code)).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT", details: { name: "code", value: code } }),
    );
  });

  it("refuses an image without orientation", () => {
    expect(() => reorient({ ...head, affine: [1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1] }, "RAS")).toThrow(
      expect.objectContaining({ code: "SINGULAR_AFFINE" }),
    );
  });

  describe("properties", () => {
    it("gives any of the 48 codes, and finds back", () => {
      fc.assert(
        fc.property(arbitraryVolume({ maxLength: 4 }), fc.constantFrom(...codes), (volume, code) => {
          const turned = reorient(volume, code);
          expect(orientation(turned.affine)).toBe(code);
          const back = reorient(turned, orientation(volume.affine));
          expect(back.data).toEqual(volume.data);
          expect(back.shape).toEqual(volume.shape);
        }),
      );
    });
  });
});
