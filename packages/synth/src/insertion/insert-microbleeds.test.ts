import { affineFromSpacing, createVolume, isCmbError, type Volume, type VoxelArray, worldToVoxel } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderPhantom } from "../render-phantom.js";
import { fingerprint } from "../testdata/fingerprint.js";
import { insertMicrobleeds } from "./insert-microbleeds.js";
import type { InsertMicrobleedsOptions } from "./insertion-scan.js";

/** A constant image whose middle, where four voxel columns and two slices meet, is the origin. */
function constantScan(dx: number, dz: number, { fovMm = 20, value = 1000 } = {}): Volume {
  const n = 2 * Math.ceil(fovMm / dx / 2);
  const nk = 2 * Math.ceil(fovMm / dz / 2);
  const affine = [
    dx,
    0,
    0,
    -(n / 2 - 0.5) * dx,
    0,
    dx,
    0,
    -(n / 2 - 0.5) * dx,
    0,
    0,
    dz,
    -(nk / 2 - 0.5) * dz,
    0,
    0,
    0,
    1,
  ];
  return createVolume(new Float32Array(n * n * nk).fill(value), [n, n, nk], affine as unknown as Volume["affine"]);
}

async function insertOne(
  scan: Volume,
  { ball = [1, 1], ...options }: InsertMicrobleedsOptions & { ball?: readonly [number, number] },
): Promise<Float32Array> {
  const microbleeds = [{ centreMm: [0, 0, 0] as const, radiusMm: ball[0], susceptibilityPpm: ball[1] }];
  const inserted = await insertMicrobleeds({ magnitude: scan }, { microbleeds, noiseDeviation: 0, ...options });
  return inserted.magnitude?.data as Float32Array;
}

function apparent(data: Float32Array, voxelMm3: number): { radiusMm: number; depth: number } {
  const depths = data.map((value) => 1 - value / 1000);
  const voxels = depths.filter((depth) => depth >= 0.2).length;
  return { radiusMm: Math.cbrt((3 * voxels * voxelMm3) / (4 * Math.PI)), depth: Math.max(...depths) };
}

describe("insertMicrobleeds", () => {
  // Apparent radius in mm at a depth of a fifth, and peak depth, of the independent simulation that blooming.test.ts
  // quotes whole. It too truncates k-space in the plane and averages the slice; the ball lies where four columns and two
  // slices meet.
  it.each([
    { ball: [0.3, 1], field: 3, echo: 20, grid: [0.5, 1], radiusMm: 0.78, depth: 0.3 },
    { ball: [0.5, 1], field: 3, echo: 20, grid: [0.5, 1], radiusMm: 1.13, depth: 0.65 },
    { ball: [0.5, 1], field: 3, echo: 20, grid: [0.5, 2], radiusMm: 0.98, depth: 0.38 },
    { ball: [0.5, 1], field: 3, echo: 20, grid: [0.5, 5], radiusMm: 0, depth: 0.18 },
    { ball: [1, 1], field: 3, echo: 20, grid: [0.5, 2], radiusMm: 1.97, depth: 0.81 },
    { ball: [1, 1], field: 3, echo: 40, grid: [1, 2], radiusMm: 2.25, depth: 0.78 },
  ] as const)(
    "blooms as simulated: $ball at $field T and $echo ms on $grid mm",
    async ({ ball, field, echo, grid, radiusMm, depth }) => {
      const scan = constantScan(grid[0], grid[1]);
      const options = { ball, fieldStrengthT: field, echoTimeMs: echo, encoding: "2D", sliceProfile: 1 } as const;
      const found = apparent(await insertOne(scan, options), grid[0] ** 2 * grid[1]);
      expect(Math.abs(found.radiusMm - radiusMm)).toBeLessThan(0.06);
      expect(Math.abs(found.depth - depth)).toBeLessThan(0.06);
    },
  );

  it("gives the same picture for the same product of field and echo time", async () => {
    const scan = constantScan(1, 2);
    const at3T = await insertOne(scan, { fieldStrengthT: 3, echoTimeMs: 20 });
    const at1p5T = await insertOne(scan, { fieldStrengthT: 1.5, echoTimeMs: 40 });
    expect(fingerprint(at3T)).toBe(fingerprint(at1p5T));
  });

  it("finds the same lesion in world space on a turned and anisotropic grid", async () => {
    // The grid of the second scan has i along −z, j along x and k along y; B0 stays along z.
    const plain = constantScan(1, 1);
    const [n] = plain.shape;
    const middle = (n - 1) / 2;
    const affine = [0, 1, 0, -middle, 0, 0, 1, -middle, -1, 0, 0, middle, 0, 0, 0, 1] as const;
    const turned = createVolume(plain.data, [n, n, n], affine);
    const microbleeds = [{ centreMm: [1.2, -0.4, 2.1] as const, radiusMm: 1, susceptibilityPpm: 1 }];
    const options = { microbleeds, noiseDeviation: 0, fieldStrengthT: 3, echoTimeMs: 20, encoding: "3D" } as const;
    const a = (await insertMicrobleeds({ magnitude: plain }, options)).magnitude as Volume;
    const b = (await insertMicrobleeds({ magnitude: turned }, options)).magnitude as Volume;
    let worst = 0;
    for (let v = 0; v < a.data.length; v++) {
      const [i, j, k] = [v % n, Math.floor(v / n) % n, Math.floor(v / n / n)];
      const [p, q, r] = worldToVoxel(affine, [i - middle, j - middle, k - middle]).map(Math.round) as [
        number,
        number,
        number,
      ];
      worst = Math.max(worst, Math.abs((a.data[v] as number) - (b.data[p + n * (q + n * r)] as number)));
    }
    expect(Math.min(...a.data)).toBeLessThan(400);
    expect(worst).toBeLessThan(2);
  });

  it("turns the phase of iron upwards along B0 and that of calcium downwards, and the reverse where the scan counts down", async () => {
    const magnitude = constantScan(0.5, 1);
    const phase = { ...magnitude, data: new Float32Array(magnitude.data.length).fill(0.5) };
    const ball = { centreMm: [0, 0, 0] as const, radiusMm: 1 };
    const [n, , nk] = magnitude.shape;
    const pole = n / 2 + n * (n / 2 + n * (nk / 2 + 2));
    const turn = async (susceptibilityPpm: number, paramagneticPhase: "up" | "down"): Promise<number> => {
      const [balls, none] = [[{ ...ball, susceptibilityPpm }], []];
      const objects =
        susceptibilityPpm < 0
          ? { microbleeds: none, calcifications: balls }
          : { microbleeds: balls, calcifications: none };
      const options = { ...objects, paramagneticPhase, noiseDeviation: 0 };
      const inserted = await insertMicrobleeds({ magnitude, phase }, { ...options, fieldStrengthT: 3, echoTimeMs: 10 });
      return (inserted.phase?.data[pole] as number) - 0.5;
    };
    expect(await turn(0.3, "up")).toBeGreaterThan(0.05);
    // A given calcification holds less water than a microbleed, so they are no mirror images to the last digit.
    expect(await turn(-0.3, "up")).toBeCloseTo(-(await turn(0.3, "up")), 2);
    expect(await turn(0.3, "down")).toBeCloseTo(-(await turn(0.3, "up")), 5);
  });

  it("darkens an SWI more than its magnitude, by the phase mask", async () => {
    const magnitude = constantScan(0.5, 1);
    const microbleeds = [{ centreMm: [0.25, 0.25, 0.5] as const, radiusMm: 0.6, susceptibilityPpm: 0.6 }];
    const options = { microbleeds, noiseDeviation: 0, fieldStrengthT: 3, echoTimeMs: 20 };
    const both = await insertMicrobleeds({ magnitude, swi: magnitude }, options);
    const sum = (data: VoxelArray | undefined): number =>
      Array.from(data ?? [], (value) => 1000 - value).reduce((a, b) => a + b, 0);
    expect(sum(both.swi?.data)).toBeGreaterThan(1.2 * sum(both.magnitude?.data));
  });

  it("keeps the noise as strong as it was where the signal vanishes", async () => {
    const scan = constantScan(0.5, 0.5, { fovMm: 12 });
    const microbleeds = [{ centreMm: [0, 0, 0] as const, radiusMm: 3, susceptibilityPpm: 3 }];
    const options = { microbleeds, noiseDeviation: 50, fieldStrengthT: 3, echoTimeMs: 30 };
    const { data, shape } = (await insertMicrobleeds({ magnitude: scan }, options)).magnitude as Volume;
    const core: number[] = [];
    for (let v = 0; v < data.length; v++) {
      const [i, j, k] = [v % shape[0], Math.floor(v / shape[0]) % shape[1], Math.floor(v / shape[0] / shape[1])];
      if (Math.hypot(i - 11.5, j - 11.5, k - 11.5) < 4) core.push(data[v] as number);
    }
    // The mean of a Rayleigh distribution is σ √(π/2); the ball itself keeps next to nothing.
    const mean = core.reduce((a, b) => a + b, 0) / core.length;
    expect(mean).toBeGreaterThan(50 * Math.sqrt(Math.PI / 2) * 0.9);
    expect(mean).toBeLessThan(50 * Math.sqrt(Math.PI / 2) * 1.1);
  });

  it("keeps every byte beyond the reach of the lesions, and rounds whole numbers", async () => {
    const values = Int16Array.from({ length: 40 ** 3 }, (_, v) => 800 + ((v * 7919) % 400));
    const scan = createVolume(values, [40, 40, 40], affineFromSpacing([1, 1, 1]));
    const before = values.slice();
    const microbleeds = [{ centreMm: [8, 8, 8] as const, radiusMm: 0.6, susceptibilityPpm: 1 }];
    const { magnitude } = await insertMicrobleeds(
      { magnitude: scan },
      { microbleeds, fieldStrengthT: 3, echoTimeMs: 20 },
    );
    const after = magnitude?.data as Int16Array;
    expect(fingerprint(values)).toBe(fingerprint(before));
    expect(after).toBeInstanceOf(Int16Array);
    const moved = [...after.keys()].filter((v) => after[v] !== values[v]);
    const farthest = moved.map((v) =>
      Math.hypot((v % 40) - 8, (Math.floor(v / 40) % 40) - 8, Math.floor(v / 1600) - 8),
    );
    expect(moved.length).toBeGreaterThan(10);
    expect(Math.max(...farthest)).toBeLessThan(20);
    expect(after[8 + 40 * (8 + 40 * 8)]).toBeLessThan(500);
  });

  it("touches few voxels: those that a lesion changes by 0.002 or more", async () => {
    const scan = constantScan(1, 1, { fovMm: 30 });
    const data = await insertOne(scan, { ball: [0.6, 1], fieldStrengthT: 3, echoTimeMs: 20 });
    const changes = data.filter((value) => value !== 1000).map((value) => Math.abs(value - 1000));
    expect(Math.min(...changes)).toBeGreaterThan(1.9);
    expect(changes.length).toBeGreaterThan(30);
  });

  it("limits whole numbers to their type", async () => {
    const scan = createVolume(new Uint8Array(20 ** 3).fill(255), [20, 20, 20], affineFromSpacing([1, 1, 1]));
    const microbleeds = [{ centreMm: [10, 10, 10] as const, radiusMm: 1.1, susceptibilityPpm: 2 }];
    const inserted = await insertMicrobleeds(
      { magnitude: scan },
      { microbleeds, fieldStrengthT: 3, echoTimeMs: 20, noiseDeviation: 0 },
    );
    // Next to the core truncated k-space overshoots; 256 would wrap to 0.
    const data = inserted.magnitude?.data as Uint8Array;
    const around = data.filter(
      (_, v) => Math.hypot((v % 20) - 10, (Math.floor(v / 20) % 20) - 10, Math.floor(v / 400) - 10) > 5,
    );
    expect(Math.min(...around)).toBeGreaterThan(200);
  });

  it("draws places by the shares of the labels, and names them", async () => {
    const phantom = await renderPhantom({
      seed: 3,
      headScale: 0.3,
      spacingMm: [1.5, 1.5, 2],
      microbleeds: 0,
      veins: 0,
    });
    const { shape, affine, data } = phantom.volume;
    const [ni] = shape;
    const labels = { shape, affine, data: Uint8Array.from(data, (_, v) => (v % ni < ni / 2 ? 41 : 16)) };
    const inserted = await insertMicrobleeds({ magnitude: phantom.volume }, { labels, microbleeds: 12, seed: 1 });
    const tissues = inserted.truth.objects.map(({ tissue }) => tissue);
    expect(new Set(tissues)).toEqual(new Set(["whiteMatter", "brainstem"]));
    // 0.397 to 0.037.
    expect(tissues.filter((tissue) => tissue === "whiteMatter").length).toBeGreaterThan(8);
    for (const { centreMm, tissue } of inserted.truth.objects) {
      expect(Math.round(worldToVoxel(affine, centreMm)[0]) < ni / 2).toBe(tissue === "whiteMatter");
    }
  });

  it("places drawn lesions in smooth tissue, measures what is visible, and says how many found room", async () => {
    const phantom = await renderPhantom({
      seed: 3,
      headScale: 0.35,
      spacingMm: [1.2, 1.2, 2],
      microbleeds: 0,
      veins: 0,
      signalToNoise: 40,
    });
    const inserted = await insertMicrobleeds(
      { magnitude: phantom.volume },
      { seed: 4, microbleeds: 4, calcifications: 1 },
    );
    expect(inserted.placement).toEqual({ asked: 5, placed: 5, shortfall: null });
    expect(inserted.truth.objects.map((object) => object.class)).toEqual([
      ...Array(4).fill("microbleed"),
      ...Array(1).fill("calcification"),
    ]);
    const labels = inserted.truth.visibleMask.data;
    for (const object of inserted.truth.objects) {
      expect(labels.filter((label) => label === object.id)).toHaveLength(object.visibleVoxels);
    }
    expect(inserted.truth.objects.some(({ visible }) => visible)).toBe(true);
    // White matter is near 600 and the signal 40 times the noise.
    expect(inserted.noiseDeviation).toBeGreaterThan(10);
    expect(inserted.noiseDeviation).toBeLessThan(25);
  });

  it("says how many were placed when room runs out, and refuses when there is none", async () => {
    const scan = constantScan(1, 1);
    const labels = { ...scan, data: new Uint8Array(scan.data.length) };
    labels.data.fill(2, 4000, 4003);
    const few = await insertMicrobleeds({ magnitude: scan }, { labels, microbleeds: 9 });
    expect(few.placement.placed).toBeLessThan(9);
    expect(few.placement.shortfall).toContain("of 9 objects placed");
    const none = insertMicrobleeds(
      { magnitude: scan },
      { labels: { ...labels, data: new Uint8Array(scan.data.length) }, microbleeds: 1 },
    );
    await expect(none).rejects.toThrow(/0 of 1 objects placed/);
  });

  it.each([
    ["nothing to insert into", {}, {}, "INVALID_ARGUMENT"],
    [
      "a phase without magnitude",
      { swi: constantScan(2, 2), phase: constantScan(2, 2, { value: 1 }) },
      {},
      "INVALID_ARGUMENT",
    ],
    [
      "a phase in scanner numbers",
      { magnitude: constantScan(2, 2), phase: constantScan(2, 2) },
      {},
      "INVALID_ARGUMENT",
    ],
    ["grids that differ", { magnitude: constantScan(2, 2), swi: constantScan(2, 1) }, {}, "SHAPE_MISMATCH"],
    ["a misspelt option", { magnitude: constantScan(2, 2) }, { microbleed: 3 }, "INVALID_ARGUMENT"],
    ["an option of other units", { magnitude: constantScan(2, 2) }, { echoTimeMS: 30 }, "INVALID_ARGUMENT"],
    ["an unknown part of a scan", { magnitude: constantScan(2, 2), mask: constantScan(2, 2) }, {}, "INVALID_ARGUMENT"],
    ["an image without a voxel above 0", { magnitude: constantScan(2, 2, { value: -5 }) }, {}, "INVALID_ARGUMENT"],
    [
      "a diamagnetic microbleed",
      { magnitude: constantScan(2, 2) },
      { microbleeds: [{ centreMm: [0, 0, 0], radiusMm: 1, susceptibilityPpm: -1 }] },
      "INVALID_ARGUMENT",
    ],
    [
      "a paramagnetic calcification",
      { magnitude: constantScan(2, 2) },
      { microbleeds: 0, calcifications: [{ centreMm: [0, 0, 0], radiusMm: 1, susceptibilityPpm: 1 }] },
      "INVALID_ARGUMENT",
    ],
    [
      "a ball outside of the scan",
      { magnitude: constantScan(2, 2) },
      { microbleeds: [{ centreMm: [0, 0, 11], radiusMm: 1, susceptibilityPpm: 1 }] },
      "OUT_OF_RANGE",
    ],
    ["a field of 50 T", { magnitude: constantScan(2, 2) }, { fieldStrengthT: 50 }, "OUT_OF_RANGE"],
    ["half a microbleed", { magnitude: constantScan(2, 2) }, { microbleeds: 0.5 }, "OUT_OF_RANGE"],
    [
      "a radius of 0",
      { magnitude: constantScan(2, 2) },
      { microbleeds: [{ centreMm: [0, 0, 0], radiusMm: 0, susceptibilityPpm: 1 }] },
      "OUT_OF_RANGE",
    ],
  ] as const)("refuses %s", async (_, scan, options, code) => {
    const error = await insertMicrobleeds(scan, options as InsertMicrobleedsOptions).catch((reason: unknown) => reason);
    expect(isCmbError(error, code)).toBe(true);
  });

  it("takes a phase of 0 everywhere, and says how to convert one that is too small for rad", async () => {
    const magnitude = constantScan(2, 2);
    const microbleeds = [{ centreMm: [0, 0, 0] as const, radiusMm: 1, susceptibilityPpm: 1 }];
    const options = { microbleeds, noiseDeviation: 0, fieldStrengthT: 3, echoTimeMs: 20 };
    const phase = constantScan(2, 2, { value: 0 });
    const inserted = await insertMicrobleeds({ magnitude, phase }, options);
    expect(inserted.phase?.data.some((value) => value !== 0)).toBe(true);
    const small = constantScan(2, 2, { value: 0.001 });
    await expect(insertMicrobleeds({ magnitude, phase: small }, options)).rejects.toThrow(/phaseToRadians.*scale/);
  });

  it("stops when its signal is aborted", async () => {
    const microbleeds = [{ centreMm: [0, 0, 0] as const, radiusMm: 1, susceptibilityPpm: 1 }];
    const signal = AbortSignal.abort("enough");
    await expect(insertMicrobleeds({ magnitude: constantScan(2, 2) }, { microbleeds, signal })).rejects.toBe("enough");
  });
});

describe("properties", () => {
  const scan = constantScan(1, 2, { fovMm: 24 });
  const ball = fc.record({
    radiusMm: fc.double({ min: 0.6, max: 1.2, noNaN: true }),
    susceptibilityPpm: fc.double({ min: 0.5, max: 1.5, noNaN: true }),
  });

  it("gives equal bytes for equal seed and index, and others for another index", async () => {
    const labels = { ...scan, data: new Uint8Array(scan.data.length).fill(2) };
    await fc.assert(
      fc.asyncProperty(fc.nat(1000), fc.nat(1000), async (seed, index) => {
        const run = async (at: number): Promise<Float32Array> => {
          const options = { seed, index: at, labels, noiseDeviation: 20, microbleeds: 2 };
          return (await insertMicrobleeds({ magnitude: scan }, options)).magnitude?.data as Float32Array;
        };
        const [first, second, other] = [await run(index), await run(index), await run(index + 1)];
        expect(fingerprint(first)).toBe(fingerprint(second));
        expect(fingerprint(first)).not.toBe(fingerprint(other));
      }),
      { numRuns: 2 },
    );
  });

  it("takes more as the echo comes later, and never more than all", async () => {
    await fc.assert(
      fc.asyncProperty(ball, async ({ radiusMm, susceptibilityPpm }) => {
        const lost = async (echoTimeMs: number): Promise<number> => {
          const data = await insertOne(scan, { ball: [radiusMm, susceptibilityPpm], fieldStrengthT: 1.5, echoTimeMs });
          expect(Math.min(...data)).toBeGreaterThanOrEqual(0);
          return data.reduce((sum, value) => sum + (1000 - value), 0);
        };
        expect(await lost(20)).toBeGreaterThan(await lost(8));
      }),
      { numRuns: 3 },
    );
  });
});
