import { affineFromSpacing, isCmbError, type Volume, type WorldPoint } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cylinderFieldPpm } from "../physics/cylinder-field.js";
import { sphereFieldPpm } from "../physics/sphere-field.js";
import { dipoleField } from "./dipole-field.js";

const SAMPLES = 4;

/** The share of each voxel of n³ voxels of 1 mm, centred on voxel n / 2, that lies inside. */
function voxelised(n: number, inside: (x: number, y: number, z: number) => boolean): Volume {
  const data = new Float32Array(n ** 3);
  let v = 0;
  const offsets = Array.from({ length: SAMPLES }, (_, s) => (s + 0.5) / SAMPLES - 0.5);
  for (let k = 0; k < n; k++) {
    for (let j = 0; j < n; j++) {
      for (let i = 0; i < n; i++, v++) {
        const [x, y, z] = [i - n / 2, j - n / 2, k - n / 2];
        let count = 0;
        for (const a of offsets)
          for (const b of offsets) for (const c of offsets) if (inside(x + a, y + b, z + c)) count++;
        data[v] = count / SAMPLES ** 3;
      }
    }
  }
  return { data, shape: [n, n, n], affine: affineFromSpacing([1, 1, 1], [-n / 2, -n / 2, -n / 2]) };
}

/** Largest difference where `compare` gives a number, once constants are taken out. */
function farthest(field: Volume, compare: (point: WorldPoint) => number | undefined): number {
  const [n] = field.shape;
  const differences: number[] = [];
  let v = 0;
  for (let k = 0; k < n; k++) {
    for (let j = 0; j < n; j++) {
      for (let i = 0; i < n; i++, v++) {
        const expected = compare([i - n / 2, j - n / 2, k - n / 2]);
        if (expected !== undefined) differences.push((field.data[v] as number) - expected);
      }
    }
  }
  const mean = differences.reduce((sum, difference) => sum + difference, 0) / differences.length;
  return differences.reduce((most, difference) => Math.max(most, Math.abs(difference - mean)), 0);
}

const random = (seed: number, n = 8): Volume => ({
  data: Float32Array.from({ length: n ** 3 }, (_, v) => Math.sin(seed * 7.7 + v * v * 0.37)),
  shape: [n, n, n],
  affine: affineFromSpacing([1, 1, 1]),
});

const close = (a: Float32Array, b: Float32Array): number =>
  a.reduce((most, x, v) => Math.max(most, Math.abs(x - (b[v] as number))), 0);

describe("dipoleField of bodies with a known field", () => {
  const n = 64;

  it("gives the field of a ball outside of it, and none inside", async () => {
    const radiusMm = 6;
    const ball = voxelised(n, (x, y, z) => x * x + y * y + z * z < radiusMm ** 2);
    const field = await dipoleField(ball, { paddingMm: 64 });
    const sphere = { radiusMm, susceptibilityPpm: 1 };
    // The largest field is 0.67 ppm. Voxels that the surface cuts are left out; what remains is the grain of the voxels.
    const difference = farthest(field, (point) => {
      const r = Math.hypot(...point);
      return r < 25 && Math.abs(r - radiusMm) > 1.5 ? sphereFieldPpm(point, sphere) : undefined;
    });
    expect(difference).toBeLessThan(0.02);
  });

  it.each([
    { name: "across the field", b0Direction: [0, 0, 1] },
    { name: "along the field", b0Direction: [1, 0, 0] },
    { name: "at 30 degrees to the field", b0Direction: [Math.cos(Math.PI / 6), 0, 0.5] },
    { name: "at 54.7 degrees, the magic angle", b0Direction: [Math.sqrt(1 / 3), Math.sqrt(1 / 3), Math.sqrt(1 / 3)] },
  ] as const)("gives the field of a cylinder $name, inside and outside", async ({ b0Direction }) => {
    const radiusMm = 5;
    // Along x the grid repeats the cylinder, which makes it infinite; across, its copies are 64 mm away.
    const cylinder = voxelised(n, (_, y, z) => y * y + z * z < radiusMm ** 2);
    const field = await dipoleField(cylinder, { b0Direction });
    // cylinderFieldPpm has B0 along z: turn everything by the rotation about y × and x that takes b there.
    const axis = turned([1, 0, 0], b0Direction);
    const difference = farthest(field, (point) => {
      const r = Math.hypot(point[1], point[2]);
      if (r > 16 || Math.abs(r - radiusMm) < 1.5) return undefined;
      return cylinderFieldPpm(turned(point, b0Direction), { radiusMm, susceptibilityPpm: 1, axis });
    });
    // The largest field is 0.5 ppm; copies 64 mm away give up to (5/48)²/2 · 4 = 0.02 ppm.
    expect(difference).toBeLessThan(0.025);
  });
});

/** A point in axes whose third one is b. */
function turned([x, y, z]: WorldPoint, [bx, by, bz]: WorldPoint): WorldPoint {
  const across: WorldPoint = Math.abs(by) < 0.9 ? [0, 1, 0] : [1, 0, 0];
  const cross = (a: WorldPoint, b: WorldPoint): WorldPoint => [
    a[1] * b[2] - a[2] * b[1],
    a[2] * b[0] - a[0] * b[2],
    a[0] * b[1] - a[1] * b[0],
  ];
  const first = cross(across, [bx, by, bz]);
  const length = Math.hypot(...first);
  const u: WorldPoint = [first[0] / length, first[1] / length, first[2] / length];
  const w = cross([bx, by, bz], u);
  return [u[0] * x + u[1] * y + u[2] * z, w[0] * x + w[1] * y + w[2] * z, bx * x + by * y + bz * z];
}

describe("dipoleField", () => {
  it("raises the field before and behind a paramagnetic point along B0 and lowers it beside", async () => {
    const volume = random(1, 16);
    volume.data.fill(0);
    volume.data[8 + 16 * (8 + 16 * 8)] = 1;
    const field = await dipoleField(volume);
    expect(field.data[8 + 16 * (8 + 16 * 11)]).toBeGreaterThan(0);
    expect(field.data[11 + 16 * (8 + 16 * 8)]).toBeLessThan(0);
  });

  it("keeps copies of the image apart by padding", async () => {
    const n = 16;
    const volume = { data: new Float32Array(n ** 3), shape: [n, n, n], affine: affineFromSpacing([1, 1, 1]) } as const;
    volume.data[8 + n * (8 + n * 1)] = 1;
    const far = 8 + n * (8 + n * 15);
    const wrapped = await dipoleField(volume);
    const padded = await dipoleField(volume, { paddingMm: 48 });
    // Two voxels away through the edge of the grid: the field of a neighbour. Fourteen away: next to nothing.
    expect(Math.abs(wrapped.data[far] as number)).toBeGreaterThan(0.005);
    expect(Math.abs(padded.data[far] as number)).toBeLessThan(0.002);
  });

  it.each([
    { name: "a direction that is no unit vector", options: { b0Direction: [0, 0, 2] as const } },
    { name: "negative padding", options: { paddingMm: -1 } },
  ])("refuses $name", async ({ options }) => {
    const error = await dipoleField(random(1), options).catch((reason: unknown) => reason);
    expect(isCmbError(error, "OUT_OF_RANGE")).toBe(true);
  });

  it("refuses data that do not fill the shape", async () => {
    const volume = { ...random(1), data: new Float32Array(3) };
    const error = await dipoleField(volume).catch((reason: unknown) => reason);
    expect(isCmbError(error, "SHAPE_MISMATCH")).toBe(true);
  });

  it("refuses a voxel that is not finite, which would spread over the whole field", async () => {
    const volume = random(1);
    volume.data[7] = Number.NaN;
    const error = await dipoleField(volume).catch((reason: unknown) => reason);
    expect(isCmbError(error, "INVALID_ARGUMENT")).toBe(true);
    expect(String(error)).toContain("voxel 7");
  });

  it("reports progress to the end and stops when asked", async () => {
    const seen: number[] = [];
    await dipoleField(random(1, 32), { onProgress: ({ completed, total }) => seen.push(completed / total) });
    expect(seen.at(-1)).toBe(1);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(dipoleField(random(1), { signal })).rejects.toThrow("enough");
  });

  describe("properties", () => {
    const seeds = fc.integer({ min: 0, max: 1000 });

    it("is linear: the field of a sum is the sum of the fields", async () => {
      await fc.assert(
        fc.asyncProperty(seeds, seeds, fc.double({ min: -3, max: 3, noNaN: true }), async (a, b, factor) => {
          const [x, y] = [random(a), random(b)];
          const sum = { ...x, data: x.data.map((value, v) => value + factor * (y.data[v] as number)) };
          const [fx, fy, fsum] = [await dipoleField(x), await dipoleField(y), await dipoleField(sum)];
          const expected = fx.data.map((value, v) => value + factor * (fy.data[v] as number));
          expect(close(fsum.data, expected)).toBeLessThan(1e-5);
        }),
        { numRuns: 20 },
      );
    });

    it("turns with the image: exchanging axes of image and field exchanges those of the result", async () => {
      await fc.assert(
        fc.asyncProperty(seeds, async (seed) => {
          const n = 8;
          const volume = random(seed, n);
          const swap = (data: Float32Array): Float32Array<ArrayBuffer> => {
            return Float32Array.from(data, (_, v) => {
              const [i, j, k] = [v % n, Math.floor(v / n) % n, Math.floor(v / n / n)];
              return data[k + n * (j + n * i)] as number;
            });
          };
          const along = await dipoleField(volume, { b0Direction: [0, 0, 1] });
          const across = await dipoleField({ ...volume, data: swap(volume.data) }, { b0Direction: [1, 0, 0] });
          expect(close(swap(across.data), along.data)).toBeLessThan(1e-5);
        }),
        { numRuns: 20 },
      );
    });

    it("has the mean 0, and none for a uniform body that fills the grid", async () => {
      await fc.assert(
        fc.asyncProperty(seeds, async (seed) => {
          const field = await dipoleField(random(seed));
          expect(Math.abs(field.data.reduce((sum, value) => sum + value, 0) / 512)).toBeLessThan(1e-6);
        }),
        { numRuns: 20 },
      );
      const uniform = { ...random(0), data: new Float32Array(512).fill(3) };
      expect(Math.max(...(await dipoleField(uniform)).data.map(Math.abs))).toBeLessThan(1e-6);
    });
  });
});
