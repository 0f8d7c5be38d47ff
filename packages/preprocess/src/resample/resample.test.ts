import {
  type Affine,
  type Axis,
  affineFromSpacing,
  type Progress,
  permuteAxes,
  type Volume,
  voxelToWorld,
  worldToVoxel,
} from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  arbitraryImage,
  arbitraryImageAndGrid,
  arbitraryScaling,
  imageOf,
  scaledGrid,
} from "../testdata/made-volumes.js";
import { largestDifference } from "../testdata/resample-fixture.js";
import { RESAMPLED_FINGERPRINTS, resampledFingerprints } from "../testdata/resampled.js";
import type { Grid } from "./grid.js";
import { gridOfShape } from "./grid-of-shape.js";
import { gridOfSpacing } from "./grid-of-spacing.js";
import { planResampling } from "./plan-resampling.js";
import { resample } from "./resample.js";
import { resampleSlabInto } from "./resample-slab-into.js";

const KINDS = ["nearest", "linear", "cubic"] as const;
const row = { data: Float32Array.of(0, 10, 30), shape: [3, 1, 1], affine: affineFromSpacing([2, 1, 1]) } as const;

function line(count: number, spacingMm: number, originMm: number): Grid {
  return { shape: [count, 1, 1], affine: affineFromSpacing([spacingMm, 1, 1], [originMm, 0, 0]) };
}

describe("resample", () => {
  it("interpolates linearly at the world positions of the grid", async () => {
    const { data, shape, affine } = await resample(row, line(5, 1, 0));
    expect([...data]).toEqual([0, 5, 10, 20, 30]);
    expect({ shape, affine }).toEqual(line(5, 1, 0));
  });

  it("takes the nearest voxel, halfway between two the one with the greater index", async () => {
    const { data } = await resample(row, line(6, 0.75, 0.25), { interpolation: "nearest" });
    expect([...data]).toEqual([0, 10, 10, 10, 30, 30]);
  });

  it("sees halfway where rounding leaves a hair less", async () => {
    const image = { ...row, affine: affineFromSpacing([0.9, 1, 1], [10.3, 0, 0]) };
    // Positions 0.4999999999999982 and so on.
    const grid = line(2, 0.9, 10.3 + 0.45);
    expect([...(await resample(image, grid, { interpolation: "nearest" })).data]).toEqual([10, 30]);
  });

  it("runs a cubic B-spline through the voxels", async () => {
    const cubic = await resample(row, line(3, 2, 0), { interpolation: "cubic" });
    expect(largestDifference(cubic.data, [0, 10, 30])).toBeLessThan(1e-5);
    // By hand: (4c₀ + 2c₁) / 6 = 0, (c₀ + 4c₁ + c₂) / 6 = 10 and (2c₁ + 4c₂) / 6 = 30 give c = (−2.5, 5, 42.5), and the
    // spline at ½ is (c₁ + 23c₀ + 23c₁ + c₂) / 48.
    const halfway = await resample(row, line(1, 2, 1), { interpolation: "cubic" });
    expect(halfway.data[0]).toBeCloseTo(2.1875, 4);
  });

  it("is constant in the half voxel beyond the outermost centres, and the fill value beyond that", async () => {
    const grid = line(4, 8, -1);
    for (const interpolation of KINDS) {
      const before = await resample(row, line(3, 0.5, -1.5), { interpolation, outside: -9 });
      expect(before.data[0]).toBe(-9);
      expect(largestDifference(before.data.subarray(1), [0, 0])).toBeLessThan(1e-5);
    }
    expect((await resample(row, grid)).data.at(-1)).toBe(0);
  });

  it("ends at the outermost centres where `inside` says so", async () => {
    const { data } = await resample(row, line(3, 2.5, -0.5), { inside: "centres", outside: 7 });
    expect([...data]).toEqual([7, 10, 7]);
  });

  it("keeps the outermost voxels where rounding puts them outside by a hair", async () => {
    const { data } = await resample(row, line(3, 2, -1e-6), { inside: "centres", outside: 7 });
    expect([...data]).toEqual([0, 10, 30]);
  });

  it("goes on with the edge value where `outside` says so", async () => {
    expect([...(await resample(row, line(3, 10, -8), { outside: "edge" })).data]).toEqual([0, 10, 30]);
  });

  it("fills with NaN where that is asked for", async () => {
    expect((await resample(row, line(1, 1, 99), { outside: Number.NaN })).data[0]).toBeNaN();
  });

  it("takes one interpolation for each axis of the image, also where the grid has them in another order", async () => {
    const image = imageOf({ shape: [2, 2, 1], affine: affineFromSpacing([1, 1, 1]) }, (i, j) => i + 10 * j);
    // Target i runs along image j.
    const grid = { shape: [1, 1, 1], affine: [0, 1, 0, 0.3, 1, 0, 0, 0.3, 0, 0, 1, 0, 0, 0, 0, 1] } as const;
    const { data } = await resample(image, grid, { interpolation: ["nearest", "linear", "nearest"] });
    expect(data[0]).toBeCloseTo(3, 5);
  });

  it("refuses a grid that no array holds before it takes memory", async () => {
    const huge = { shape: [100_000, 100_000, 100_000], affine: affineFromSpacing([1, 1, 1]) } as const;
    await expect(resample(row, huge)).rejects.toMatchObject({
      code: "TOO_LARGE",
      message: expect.stringMatching(/^resample: /),
    });
  });

  it("refuses one interpolation for each axis where the axes are not parallel", async () => {
    const [cos, sin] = [Math.cos(0.3), Math.sin(0.3)];
    const affine: Affine = [cos, -sin, 0, 0, sin, cos, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
    const image = imageOf({ shape: [4, 4, 4], affine: affineFromSpacing([1, 1, 1]) }, (i) => i);
    const wanted = resample(image, { shape: [4, 4, 4], affine }, { interpolation: ["linear", "cubic", "linear"] });
    await expect(wanted).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  });

  it.each([
    [{ interpolation: "spline" }],
    [{ interpolation: 3 }],
    [{ interpolation: ["linear", "linear"] }],
    [{ outside: "mirror" }],
    [{ inside: "half" }],
  ])("refuses %j", async (options) => {
    const wrong = options as unknown as Parameters<typeof resample>[2];
    await expect(resample(row, row, wrong)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  });

  it("refuses an image whose affine cannot be inverted", async () => {
    const flat = { ...row, affine: affineFromSpacing([2, 0, 1]) };
    await expect(resample(flat, row)).rejects.toMatchObject({ code: "SINGULAR_AFFINE" });
  });

  it("refuses a grid with NaN in its affine", async () => {
    const broken = { ...row, affine: affineFromSpacing([2, 1, 1], [0, Number.NaN, 0]) };
    await expect(resample(row, broken)).rejects.toMatchObject({ code: "OUT_OF_RANGE" });
  });

  it("gives float32 for any type and does not touch its input", async () => {
    for (const options of [{ interpolation: "cubic" }, { antialias: true }, {}] as const) {
      const image = { ...row, data: Int16Array.of(0, 10, 30) };
      const floats = { ...row, data: row.data.slice() };
      const grid = line(2, 5, 0);
      const result = await resample(image, grid, options);
      expect(result.data).toBeInstanceOf(Float32Array);
      expect((await resample(floats, grid, options)).data).toEqual(result.data);
      expect([[...image.data], [...floats.data]]).toEqual([
        [0, 10, 30],
        [0, 10, 30],
      ]);
    }
  });

  it("gives the same bytes on every host", async () => {
    expect(await resampledFingerprints()).toEqual(RESAMPLED_FINGERPRINTS);
  });

  it("shares no memory with its input, also on the same grid", async () => {
    const same = await resample(row, row, { interpolation: "nearest" });
    expect([...same.data]).toEqual([0, 10, 30]);
    expect(same.data.buffer).not.toBe(row.data.buffer);
  });

  it("reports progress up to the end, and stops when asked", async () => {
    const image = imageOf({ shape: [40, 40, 40], affine: affineFromSpacing([1, 1, 1]) }, (i) => i);
    const seen: number[] = [];
    const onProgress = ({ completed, total }: Progress): unknown => seen.push(completed / total);
    await resample(image, image, { onProgress });
    expect(seen[0]).toBe(0);
    expect(seen.at(-1)).toBe(1);
    await resample(image, image, { interpolation: "cubic", onProgress });
    // The first report of a spline comes from its preparation.
    expect(seen.find((share, n) => n > 0 && seen[n - 1] === 1 && share < 0.5)).toBeGreaterThan(0);
    expect(seen.at(-1)).toBe(1);
    const stopped = resample(image, image, { signal: AbortSignal.abort(new Error("enough")) });
    await expect(stopped).rejects.toThrow("enough");
  });

  it("prepares a few slices at a time, with the bits of the whole at once", async () => {
    const affine = affineFromSpacing([0.4, 0.45, 1.3]);
    const image = imageOf({ shape: [13, 11, 60], affine }, (i, j, k) => (i * 37 + j * 91 + k * 53) % 17);
    const grid = gridOfSpacing(image, [0.5, 0.5, 1]);
    expect(grid.shape[2]).toBeGreaterThan(64);
    const options = { interpolation: ["cubic", "cubic", "linear"], antialias: true, outside: "edge" } as const;
    const plan = planResampling(image, grid, options);
    const whole = new Float32Array(grid.shape[0] * grid.shape[1] * grid.shape[2]);
    resampleSlabInto(plan, { from: 0, to: grid.shape[2] }, whole);
    expect((await resample(image, grid, options)).data).toEqual(whole);
    // A NaN in one slice reaches no further than its neighbours, as nothing depends on lines across the slices.
    image.data.fill(Number.NaN, 143 * 10, 143 * 11);
    const { data } = await resample(image, grid, options);
    expect(data.subarray(data.length >> 1).every(Number.isFinite)).toBe(true);
  });

  describe("with antialias", () => {
    const noise = imageOf(
      { shape: [64, 48, 8], affine: affineFromSpacing([1, 1, 1]) },
      (i, j, k) => ((i * 37 + j * 91 + k * 53) % 17) - 8,
    );

    it("smooths along axes that get coarser, so that noise averages out", async () => {
      const grid = gridOfSpacing(noise, [4, 4, 1]);
      const [plain, smooth] = [await resample(noise, grid), await resample(noise, grid, { antialias: true })];
      expect(spread(smooth)).toBeLessThan(0.5 * spread(plain));
    });

    it("changes nothing where no axis gets coarser", async () => {
      const grid = gridOfSpacing(noise, [0.7, 1, 0.5]);
      const [plain, smooth] = [await resample(noise, grid), await resample(noise, grid, { antialias: true })];
      expect(smooth.data).toEqual(plain.data);
    });

    it("keeps the mean of an image that is still at its edges", async () => {
      const ball = imageOf({ shape: [48, 48, 48], affine: affineFromSpacing([1, 1, 1]) }, (i, j, k) =>
        Math.hypot(i - 23, j - 25, k - 24) < 9 ? 100 : 10,
      );
      const coarse = await resample(ball, gridOfShape(ball, [12, 16, 12]), { antialias: true });
      expect(mean(coarse) / mean(ball)).toBeCloseTo(1, 3);
    });
  });

  describe("properties", () => {
    it("keeps every value on the same grid", async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryImage(6), fc.constantFrom("nearest", "linear"), async (image, interpolation) => {
          const { data } = await resample(image, image, { interpolation, inside: "centres" });
          expect(data).toEqual(image.data);
        }),
      );
      await fc.assert(
        fc.asyncProperty(arbitraryImage(6), async (image) => {
          const { data } = await resample(image, image, { interpolation: "cubic", inside: "centres" });
          expect(largestDifference(data, [...image.data])).toBeLessThan(2e-4);
        }),
      );
    });

    it("keeps a constant constant on any grid", async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryImageAndGrid(6), fc.constantFrom(...KINDS), async ([image, grid], interpolation) => {
          const constant = { ...image, data: image.data.map(() => 42) };
          const { data } = await resample(constant, grid, { interpolation, outside: "edge" });
          expect(
            largestDifference(
              data,
              Array.from(data, () => 42),
            ),
          ).toBeLessThan(1e-4);
        }),
      );
    });

    it("reproduces a linear ramp, cubic away from the edges", async () => {
      const slopes = fc.tuple(
        fc.integer({ min: -9, max: 9 }),
        fc.integer({ min: -9, max: 9 }),
        fc.integer({ min: -9, max: 9 }),
      );
      const angles = fc.integer({ min: -300, max: 300 }).map((n) => n / 100);
      await fc.assert(
        fc.asyncProperty(
          slopes,
          angles,
          fc.constantFrom("linear", "cubic"),
          async ([a, b, c], angle, interpolation) => {
            const image = imageOf(
              { shape: [26, 26, 26], affine: affineFromSpacing([1, 1, 1]) },
              (i, j, k) => a * i + b * j + c * k,
            );
            const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
            const affine: Affine = [cos, -sin, 0, 12.3, sin, cos, 0, 12.1, 0, 0, 0.9, 11.7, 0, 0, 0, 1];
            const { data } = await resample(image, { shape: [2, 2, 2], affine }, { interpolation });
            const expected = Array.from({ length: 8 }, (_, v) => {
              const [i, j, k] = [v & 1, (v >> 1) & 1, v >> 2];
              return a * (cos * i - sin * j + 12.3) + b * (sin * i + cos * j + 12.1) + c * (0.9 * k + 11.7);
            });
            expect(largestDifference(data, expected)).toBeLessThan(interpolation === "linear" ? 1e-4 : 1e-3);
          },
        ),
      );
    });

    it("is a sum over eight neighbours: its adjoint is their naive transpose, on parallel axes and at any angle", async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryImageAndGrid(5), async ([image, grid]) => {
          const { data } = await resample(image, grid, { outside: "edge" });
          const weights = data.map((_, v) => (v % 5) - 2);
          // ⟨R x, y⟩ = ⟨x, Rᵀ y⟩.
          const left = data.reduce((sum, value, v) => sum + value * (weights[v] ?? 0), 0);
          const back = naiveAdjoint(image, grid, weights);
          const right = back.reduce((sum, value, v) => sum + value * (image.data[v] ?? 0), 0);
          expect(Math.abs(left - right)).toBeLessThan(0.02);
        }),
      );
    });

    it("gives the same on an image with its axes exchanged and reversed", async () => {
      const turn = fc.tuple(
        fc.constantFrom([0, 1, 2], [1, 2, 0], [2, 0, 1], [1, 0, 2], [2, 1, 0], [0, 2, 1]),
        fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
      );
      const scaled = arbitraryImage(6).chain((image) => fc.tuple(fc.constant(image), arbitraryScaling()));
      await fc.assert(
        fc.asyncProperty(
          scaled,
          turn,
          fc.constantFrom(...KINDS),
          async ([image, scaling], [order, flip], interpolation) => {
            const grid = scaledGrid(image, scaling);
            const turned = permuteAxes(image, { order: order as [Axis, Axis, Axis], flip });
            const options = { interpolation, outside: "edge" } as const;
            const [one, other] = [await resample(image, grid, options), await resample(turned, grid, options)];
            expect(largestDifference(other.data, [...one.data])).toBeLessThan(5e-4);
          },
        ),
      );
    });
  });
});

function mean({ data }: Volume): number {
  return data.reduce((sum, value) => sum + value, 0) / data.length;
}

function spread(volume: Volume): number {
  const middle = mean(volume);
  return Math.sqrt(volume.data.reduce((sum, value) => sum + (value - middle) ** 2, 0) / volume.data.length);
}

/** Each weight of the target, shared out among the eight source voxels around its position. */
function naiveAdjoint(image: Volume, grid: Grid, weights: Float32Array): Float64Array {
  const [ni, nj, nk] = image.shape;
  const [mi, mj] = grid.shape;
  const out = new Float64Array(ni * nj * nk);
  for (const [v, weight] of weights.entries()) {
    const world = voxelToWorld(grid.affine, [v % mi, Math.floor(v / mi) % mj, Math.floor(v / (mi * mj))]);
    const at = worldToVoxel(image.affine, world).map((p, axis) =>
      Math.min((image.shape[axis] ?? 1) - 1, Math.max(0, p)),
    );
    for (let corner = 0; corner < 8; corner++) {
      const voxel = at.map((p, axis) => Math.floor(p) + ((corner >> axis) & 1));
      const share = at.reduce((product, p, axis) => product * Math.max(0, 1 - Math.abs(p - (voxel[axis] ?? 0))), 1);
      const [i, j, k] = voxel as [number, number, number];
      const index = i + ni * (j + nj * k);
      if (share > 0) out[index] = (out[index] ?? 0) + share * weight;
    }
  }
  return out;
}
