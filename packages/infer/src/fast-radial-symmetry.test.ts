import { affineFromSpacing, type Shape, type Volume } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fastRadialSymmetry } from "./fast-radial-symmetry.js";

type Point = readonly [number, number, number];

/** A ball of 2 mm radius with a smooth edge, dark in bright. */
function darkBall(shape: Shape, spacingMm: Point, centre: Point): Volume {
  const data = new Float32Array(shape[0] * shape[1] * shape[2]);
  let v = 0;
  for (let k = 0; k < shape[2]; k++) {
    for (let j = 0; j < shape[1]; j++) {
      for (let i = 0; i < shape[0]; i++) {
        const mm = Math.hypot(...[i, j, k].map((n, axis) => (n - (centre[axis] ?? 0)) * (spacingMm[axis] ?? 1)));
        data[v++] = 100 - 60 / (1 + Math.exp(4 * (mm - 2)));
      }
    }
  }
  return { data, shape, affine: affineFromSpacing(spacingMm) };
}

function argmax({ data, shape }: Volume): Point {
  const v = data.reduce((best, value, n) => (value > (data[best] as number) ? n : best), 0);
  return [v % shape[0], Math.floor(v / shape[0]) % shape[1], Math.floor(v / (shape[0] * shape[1]))];
}

const dark = { radiiMm: [2], polarity: "dark", saturation: "shell" } as const;

describe("fastRadialSymmetry", () => {
  it("peaks at the centre of a dark ball, on anisotropic voxels too", async () => {
    for (const spacingMm of [
      [1, 1, 1],
      [0.5, 0.5, 1.5],
      [2, 0.5, 0.5],
    ] as const) {
      const centre = [7, 12, 6] as const;
      expect(argmax(await fastRadialSymmetry(darkBall([18, 26, 14], spacingMm, centre), dark))).toEqual(centre);
    }
  });

  it("answers to bright and to dark separately", async () => {
    const volume = darkBall([15, 15, 15], [1, 1, 1], [7, 7, 7]);
    const centre = 7 + 15 * (7 + 15 * 7);
    const asDark = (await fastRadialSymmetry(volume, dark)).data[centre] as number;
    const asBright = (await fastRadialSymmetry(volume, { ...dark, polarity: "bright" })).data[centre] as number;
    expect(asBright).toBeLessThan(0.05 * asDark);
  });

  it("lets oblique gradients vote, where cutting a unit vector down to whole numbers would lose them", async () => {
    // A known defect divides (3, 4) by its length 5 and rounds down, to (0, 0): votes then stay where they are cast, and
    // only slopes along an axis count. On a ramp every vote moves up the slope by the radius.
    const shift = async (x: number, y: number): Promise<number> => {
      const data = Float32Array.from({ length: 441 }, (_, v) => x * (v % 21) + y * Math.floor(v / 21));
      const volume = { data, shape: [21, 21, 1] as const, affine: affineFromSpacing([1, 1, 1]) };
      const options = { radiiMm: [5], polarity: "bright", saturation: 1, alpha: 0 } as const;
      const symmetry = (await fastRadialSymmetry(volume, options)).data;
      const upwards = (v: number): number => (x * ((v % 21) - 10) + y * (Math.floor(v / 21) - 10)) / Math.hypot(x, y);
      const sum = symmetry.reduce((total, value) => total + value, 0);
      return symmetry.reduce((total, value, v) => total + value * upwards(v), 0) / sum;
    };
    for (const [x, y] of [
      [3, 4],
      [-3, 4],
      [3, -4],
      [-3, -4],
    ] as const) {
      expect(await shift(x, y)).toBeGreaterThan(1.5);
    }
    expect(await shift(3, 4)).toBeCloseTo(await shift(-3, -4), 3);
  });

  it("does not depend on the unit of the intensities", async () => {
    const volume = darkBall([9, 9, 9], [1, 1, 1], [4, 4, 4]);
    const scale = 2 ** -50;
    const plain = (await fastRadialSymmetry(volume, dark)).data;
    const faint = await fastRadialSymmetry({ ...volume, data: volume.data.map((value) => scale * value) }, dark);
    expect(Math.max(...plain)).toBeGreaterThan(0);
    expect(Array.from(faint.data, (value) => value / scale)).toEqual([...plain]);
  });

  it("refuses radii that are not positive", async () => {
    const volume = darkBall([5, 5, 5], [1, 1, 1], [2, 2, 2]);
    for (const radiiMm of [[], [0], [2, -1], [Number.NaN]]) {
      await expect(fastRadialSymmetry(volume, { ...dark, radiiMm })).rejects.toMatchObject({ code: "OUT_OF_RANGE" });
    }
  });

  it("stops with the reason of its signal", async () => {
    const reason = new Error("enough");
    const signal = AbortSignal.abort(reason);
    const volume = darkBall([5, 5, 5], [1, 1, 1], [2, 2, 2]);
    await expect(fastRadialSymmetry(volume, { ...dark, signal })).rejects.toBe(reason);
  });
});

describe("properties", () => {
  it("mirrors with the image and scales with its intensity", async () => {
    const values = fc.float32Array({ minLength: 252, maxLength: 252, min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(values, async (data) => {
        const volume = { data, shape: [7, 6, 6] as const, affine: affineFromSpacing([1, 1, 2]) };
        const mirrored = { ...volume, data: data.map((_, v) => data[v - (v % 7) + 6 - (v % 7)] as number) };
        const doubled = { ...volume, data: data.map((value) => 2 * value) };
        const plain = (await fastRadialSymmetry(volume, dark)).data;
        const mirror = (await fastRadialSymmetry(mirrored, dark)).data;
        const twice = (await fastRadialSymmetry(doubled, dark)).data;
        for (let v = 0; v < 252; v++) {
          expect(mirror[v - (v % 7) + 6 - (v % 7)]).toBeCloseTo(plain[v] as number, 4);
          expect(twice[v]).toBeCloseTo(2 * (plain[v] as number), 4);
        }
      }),
      { numRuns: 30 },
    );
  });
});
