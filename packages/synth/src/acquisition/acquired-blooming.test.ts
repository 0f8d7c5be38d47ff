import { affineFromSpacing, createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { dipoleFactor } from "../objects/dipole-factor.js";
import { multiplyByFactor } from "../objects/multiply-by-factor.js";
import { acquireNoiseFree } from "./acquire-noise-free.js";
import type { ComplexVolume } from "./complex-volume.js";
import { imageGridWithin } from "./image-grid-within.js";
import { namedProtocol } from "./named-protocol.js";
import type { Protocol } from "./protocol.js";

// The table of blooming.test.ts, from an independent simulation: apparent radius in mm (voxels that lose 20 % or more, as a
// ball) and peak depth of one ball. Balls lie where four voxel columns meet, between two slices; in the last three rows, in
// the middle of a slice when slices are 5 mm thick.
const COLUMNS = [
  [0.5, 1],
  [0.5, 2],
  [1, 2],
  [0.5, 5],
] as const;
type Cell = readonly [apparentRadiusMm: number, peakDepth: number];
type Source = readonly [radiusMm: number, ppm: number, fieldStrengthT: number, echoTimeMs: number];
const TABLE: readonly (readonly [Source, readonly [Cell, Cell, Cell, Cell]])[] = [
  // biome-ignore format: a table
  [[0.3, 1, 3, 20], [[0.78, 0.3], [0, 0.15], [0, 0.04], [0, 0.06]]],
  // biome-ignore format: a table
  [[0.5, 1, 1.5, 20], [[0.78, 0.44], [0.98, 0.23], [0, 0.09], [0, 0.1]]],
  // biome-ignore format: a table
  [[0.5, 1, 3, 20], [[1.13, 0.65], [0.98, 0.38], [0, 0.19], [0, 0.18]]],
  // biome-ignore format: a table
  [[0.5, 1, 3, 40], [[1.13, 0.79], [1.42, 0.5], [1.56, 0.34], [1.34, 0.26]]],
  // biome-ignore format: a table
  [[0.5, 2, 3, 40], [[1.34, 0.86], [1.56, 0.7], [1.56, 0.53], [1.93, 0.37]]],
  // biome-ignore format: a table
  [[1, 0.5, 3, 20], [[1.34, 0.84], [1.56, 0.62], [1.56, 0.45], [1.68, 0.53]]],
  // biome-ignore format: a table
  [[1, 1, 3, 20], [[1.5, 0.91], [1.97, 0.81], [2.25, 0.64], [2.12, 0.71]]],
  // biome-ignore format: a table
  [[1, 1, 3, 40], [[1.74, 0.99], [2.32, 0.87], [2.25, 0.78], [2.49, 0.81]]],
];
// The table averages over boxes. Here edges of the slice profile are soft, which adds a shell of voxels at 20 % to small
// slices, and voxels of 1 mm come from k-space, which is sharper than a box.
const RADIUS_TOLERANCE_MM = 0.25;
const DEPTH_TOLERANCE = 0.06;
/** Voxels of lesions that are as deep as the threshold count or do not by a hair. */
const SURELY_VISIBLE = 0.25;

const SIMULATED = {
  shape: [48, 48, 64],
  affine: affineFromSpacing([0.5, 0.5, 0.5], [-11.75, -11.75, -15.75]),
} as const;

function protocolOf([inPlane, slice]: readonly [number, number], [, , fieldStrengthT, echoTimeMs]: Source): Protocol {
  const spacingMm = [inPlane, inPlane, slice] as const;
  const clean = { biasStrength: 0, signalToNoise: null, sliceProfile: 1, acquiredSpacingMm: spacingMm, spacingMm };
  return { ...namedProtocol("valdo-alfa"), ...clean, fieldStrengthT, echoTimeMs };
}

async function image(source: Source, column: readonly [number, number]): Promise<ComplexVolume> {
  const protocol = protocolOf(column, source);
  const imageGrid = imageGridWithin(SIMULATED, protocol, { marginMm: 2 });
  const [radiusMm, susceptibilityPpm] = source;
  const [, , slices] = imageGrid.shape;
  const inMiddle = radiusMm === 1 && column[1] === 5;
  // Slices lie about the origin: an odd number has one in the middle.
  const z = (slices % 2 === 1) === inMiddle ? 0 : column[1] / 2;
  const signal = {
    ...SIMULATED,
    real: new Float32Array(48 * 48 * 64).fill(1),
    imaginary: new Float32Array(48 * 48 * 64),
  };
  const ball = { centreMm: [0, 0, z], radiusMm, susceptibilityPpm, protonDensity: 1 } as const;
  const factor = dipoleFactor([ball], SIMULATED, protocol);
  if (factor !== undefined) multiplyByFactor(signal, SIMULATED.shape, factor);
  return acquireNoiseFree(signal, { protocol, imageGrid, rng: createRng(1) });
}

function bloom({ real, imaginary }: ComplexVolume, [inPlane, slice]: readonly [number, number]): Cell {
  const depths = real.map((re, v) => 1 - Math.hypot(re, imaginary[v] as number));
  const volumeMm3 = depths.filter((depth) => depth >= 0.2).length * inPlane ** 2 * slice;
  return [Math.cbrt((3 * volumeMm3) / (4 * Math.PI)), depths.reduce((most, depth) => Math.max(most, depth), 0)];
}

describe("blooming of a ball after acquisition", () => {
  it.each(TABLE)("has the apparent size and depth of the table: %j", async (source, cells) => {
    for (const [n, column] of COLUMNS.entries()) {
      const [radius, depth] = bloom(await image(source, column), column);
      const [wantedRadius, wantedDepth] = cells[n] as Cell;
      expect(Math.abs(depth - wantedDepth), `depth ${depth} at ${column}`).toBeLessThanOrEqual(DEPTH_TOLERANCE);
      if (wantedDepth < SURELY_VISIBLE) continue;
      expect(Math.abs(radius - wantedRadius), `radius ${radius} at ${column}`).toBeLessThanOrEqual(RADIUS_TOLERANCE_MM);
    }
  });

  it("is the same picture for the same product of field and echo time", async () => {
    const high = await image([0.6, 0.8, 3, 20], [0.5, 2]);
    const low = await image([0.6, 0.8, 1.5, 40], [0.5, 2]);
    for (const part of ["real", "imaginary"] as const) {
      const differences = high[part].map((value, v) => Math.abs(value - (low[part][v] as number)));
      expect(differences.reduce((most, value) => Math.max(most, value), 0)).toBeLessThan(1e-5);
    }
  });

  it("grows with the echo time and with the field", async () => {
    const [early] = bloom(await image([1, 0.6, 3, 10], [0.5, 1]), [0.5, 1]);
    expect(bloom(await image([1, 0.6, 3, 40], [0.5, 1]), [0.5, 1])[0]).toBeGreaterThan(early * 1.15);
    expect(bloom(await image([1, 0.6, 7, 10], [0.5, 1]), [0.5, 1])[0]).toBeGreaterThan(early * 1.1);
  });
});
