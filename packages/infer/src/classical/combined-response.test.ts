import { affineFromSpacing, type Shape, startLongTask, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { combinedResponse } from "./combined-response.js";

type Point = readonly [number, number, number];

async function centreResponse(spacingMm: Point, profile: (x: number, y: number, z: number) => number): Promise<number> {
  const shape = spacingMm.map((mm) => 2 * Math.round(10 / mm) + 1) as unknown as Shape;
  const middle = shape.map((n) => (n - 1) / 2) as unknown as Point;
  const data = new Float32Array(shape[0] * shape[1] * shape[2]);
  for (let v = 0; v < data.length; v++) {
    const voxel = [v % shape[0], Math.floor(v / shape[0]) % shape[1], Math.floor(v / (shape[0] * shape[1]))];
    const mm = voxel.map((n, axis) => (n - (middle[axis] ?? 0)) * (spacingMm[axis] ?? 1)) as unknown as Point;
    data[v] = profile(...mm);
  }
  const darkness: Volume = { data, shape, affine: affineFromSpacing(spacingMm) };
  const response = await combinedResponse(darkness, { task: startLongTask(1, {}), done: 0 });
  return response.data[middle[0] + shape[0] * (middle[1] + shape[1] * middle[2])] as number;
}

const soft = (depthMm: number): number => 1 / (1 + Math.exp(-6 * depthMm));
const ballOf = (radius: number) => (x: number, y: number, z: number) => soft(radius - Math.hypot(x, y, z));
const tubeOf = (radius: number) => (x: number, y: number) => soft(radius - Math.hypot(x, y));

describe("combinedResponse", () => {
  it("answers to balls of 2 to 8 mm in diameter, and five times less to tubes as wide", async () => {
    for (const radius of [1, 2, 3, 4]) {
      const ball = await centreResponse([0.7, 0.7, 1], ballOf(radius));
      const tube = await centreResponse([0.7, 0.7, 1], tubeOf(radius));
      expect(ball).toBeGreaterThan(0.08);
      expect(tube).toBeLessThan(0.2 * ball);
    }
  });

  it("keeps balls and tubes apart at thick slices", async () => {
    for (const spacingMm of [
      [0.7, 0.7, 3],
      [0.5, 0.5, 5],
    ] as const) {
      const ball = await centreResponse(spacingMm, ballOf(2));
      expect(ball).toBeGreaterThan(0.08);
      expect(await centreResponse(spacingMm, tubeOf(1))).toBeLessThan(0.2 * ball);
    }
  });

  it("is proportional to the contrast", async () => {
    const full = await centreResponse([0.7, 0.7, 1], ballOf(2));
    const half = await centreResponse([0.7, 0.7, 1], (x, y, z) => 0.5 * ballOf(2)(x, y, z));
    expect(half / full).toBeCloseTo(0.5, 1);
  });
});
