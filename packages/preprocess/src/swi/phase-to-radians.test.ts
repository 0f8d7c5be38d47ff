import { affineFromSpacing, type Volume, type VoxelArray } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { phaseToRadians } from "./phase-to-radians.js";

const affine = affineFromSpacing([1, 1, 1]);
const row = <D extends VoxelArray>(data: D): Volume<D> => ({ data, shape: [data.length, 1, 1], affine });

describe("phaseToRadians", () => {
  it("recognises the whole numbers of scanners and says so", () => {
    const signed = phaseToRadians(row(Int16Array.of(-4096, -2048, 0, 2048, 4094)));
    expect([signed.scale, signed.recognised]).toEqual(["signed-12-bit", true]);
    for (const [v, turns] of [-1, -0.5, 0, 0.5, 4094 / 4096].entries()) {
      expect(signed.volume.data[v]).toBeCloseTo(turns * Math.PI, 5);
    }
    const unsigned = phaseToRadians(row(Uint16Array.of(0, 1024, 2048, 4095)));
    expect(unsigned.scale).toBe("unsigned-12-bit");
    for (const [v, turns] of [-1, -0.5, 0, 2047 / 2048].entries()) {
      expect(unsigned.volume.data[v]).toBeCloseTo(turns * Math.PI, 5);
    }
  });

  it("recognises radians and leaves them as they are", () => {
    const { volume, scale } = phaseToRadians(row(Float32Array.of(-3.1, 0.25, Math.PI)));
    expect(scale).toBe("radians");
    expect([...volume.data]).toEqual([-3.1, 0.25, Math.PI].map(Math.fround));
  });

  it("looks past NaN and infinities and keeps NaN", () => {
    const { volume, scale } = phaseToRadians(row(Float32Array.of(Number.NaN, -2, 3.1, Number.POSITIVE_INFINITY)));
    expect(scale).toBe("radians");
    expect(volume.data[0]).toBeNaN();
  });

  it("takes a stated scale without looking, names included", () => {
    const { volume, recognised } = phaseToRadians(row(Float32Array.of(-0.5, 0, 0.25)), { scale: [-0.5, 0.5] });
    expect(recognised).toBe(false);
    for (const [v, turns] of [-1, 0, 0.5].entries()) expect(volume.data[v]).toBeCloseTo(turns * Math.PI, 6);
    const stated = phaseToRadians(row(Int16Array.of(0, 4096)), { scale: "signed-12-bit" });
    expect(stated.volume.data[1]).toBeCloseTo(Math.PI, 6);
    expect([...phaseToRadians(row(Float32Array.of(7)), { scale: "radians" }).volume.data]).toEqual([7]);
  });

  it.each([
    ["radians times a small slope", Float32Array.of(-0.0037, 0.0037)],
    ["more than a turn in fractions", Float32Array.of(-4.7, 4.7)],
    ["few whole numbers", Int16Array.of(-3, 3)],
    ["16 bits", Int32Array.of(-32768, 32767)],
    ["no number at all", Float32Array.of(Number.NaN)],
  ])("does not guess: %s", (_, data) => {
    expect(() => phaseToRadians(row(data))).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  });

  it("refuses two values in the wrong order", () => {
    const outOfRange = expect.objectContaining({ code: "OUT_OF_RANGE" });
    expect(() => phaseToRadians(row(Float32Array.of(1)), { scale: [1, 1] })).toThrow(outOfRange);
  });

  describe("properties", () => {
    it("gives the same angle for each way of storing it", () => {
      fc.assert(
        fc.property(fc.integer({ min: -4096, max: 4095 }), (value) => {
          const signed = phaseToRadians(row(Int16Array.of(value)), { scale: "signed-12-bit" }).volume.data[0];
          const stated = phaseToRadians(row(Float32Array.of(value / 100)), { scale: [-40.96, 40.96] }).volume.data[0];
          expect(stated).toBeCloseTo(signed as number, 5);
          if (value % 2 !== 0) return;
          const unsigned = phaseToRadians(row(Int16Array.of(value / 2 + 2048)), { scale: "unsigned-12-bit" });
          expect(unsigned.volume.data[0]).toBeCloseTo(signed as number, 5);
        }),
      );
    });
  });
});
