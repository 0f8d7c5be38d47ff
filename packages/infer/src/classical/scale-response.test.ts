import { affineFromSpacing, type Shape, startLongTask, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { scaleResponse } from "./scale-response.js";

type Point = readonly [number, number, number];
type Profile = (x: number, y: number, z: number) => number;

/** The strongest response within 1.5 mm of the middle, at the scale of a ball of that radius. */
async function peakResponse(spacingMm: Point, radiusMm: number, profile: Profile): Promise<number> {
  const shape = spacingMm.map((mm) => 2 * Math.round(12 / mm) + 1) as unknown as Shape;
  const data = new Float32Array(shape[0] * shape[1] * shape[2]);
  const toMm = (v: number, size: Shape, mm: Point): Point => {
    const voxel = [v % size[0], Math.floor(v / size[0]) % size[1], Math.floor(v / (size[0] * size[1]))];
    return voxel.map(
      (n, axis) => n * (mm[axis] ?? 1) - Math.round(12 / (spacingMm[axis] ?? 1)) * (spacingMm[axis] ?? 1),
    ) as unknown as Point;
  };
  for (let v = 0; v < data.length; v++) data[v] = profile(...toMm(v, shape, spacingMm));
  const darkness: Volume = { data, shape, affine: affineFromSpacing(spacingMm) };
  const mask = { ...darkness, data: new Uint8Array(data.length).fill(1) };
  const task = startLongTask(1, {});
  const found = await scaleResponse(darkness, mask, { sigmaMm: radiusMm / Math.sqrt(3), task, done: 0, share: 1 });
  const coarse = spacingMm.map((mm, axis) => mm * (found.stride[axis] ?? 1)) as unknown as Point;
  return found.response.data.reduce(
    (max, value, v) => (Math.hypot(...toMm(v, found.response.shape, coarse)) <= 1.5 ? Math.max(max, value) : max),
    0,
  );
}

const soft = (depthMm: number): number => 1 / (1 + Math.exp(-6 * depthMm));
const ballOf =
  (radius: number): Profile =>
  (x, y, z) =>
    soft(radius - Math.hypot(x, y, z));
const tubeOf =
  (radius: number): Profile =>
  (x, y) =>
    soft(radius - Math.hypot(x, y));

describe("scaleResponse", () => {
  it("answers to balls of 2 to 8 mm in diameter, and far less to tubes as wide", async () => {
    for (const radius of [1, 2, 3, 4]) {
      const ball = await peakResponse([0.7, 0.7, 1], radius, ballOf(radius));
      const tube = await peakResponse([0.7, 0.7, 1], radius, tubeOf(radius));
      expect(ball).toBeGreaterThan(0.06);
      expect(tube).toBeLessThan(0.2 * ball);
    }
  });

  it("answers alike in coarse and in fine scans", async () => {
    const answers: number[] = [];
    for (const mm of [0.4, 0.6, 0.8, 1]) answers.push(await peakResponse([mm, mm, 1], 2, ballOf(2)));
    expect(Math.min(...answers) / Math.max(...answers)).toBeGreaterThan(0.5);
  });

  it("keeps balls and tubes apart at thick slices", async () => {
    for (const spacingMm of [
      [0.7, 0.7, 3],
      [0.5, 0.5, 5],
    ] as const) {
      const ball = await peakResponse(spacingMm, 2, ballOf(2));
      expect(ball).toBeGreaterThan(0.06);
      expect(await peakResponse(spacingMm, 1, tubeOf(1))).toBeLessThan(0.2 * ball);
    }
  });

  it("is proportional to the contrast", async () => {
    const full = await peakResponse([0.7, 0.7, 1], 2, ballOf(2));
    const half = await peakResponse([0.7, 0.7, 1], 2, (x, y, z) => 0.5 * ballOf(2)(x, y, z));
    expect(half / full).toBeCloseTo(0.5, 1);
  });
});
