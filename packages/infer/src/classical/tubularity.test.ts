import { affineFromSpacing, type Mask, type Shape, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { neighbourhood } from "./neighbourhood.js";
import { tubularity } from "./tubularity.js";

type Point = readonly [number, number, number];

/** Voxels are 1 where `inside` says so, in mm from the middle; the own voxels are those within 1.2 mm. */
function measure(
  shape: Shape,
  spacingMm: Point,
  inside: (x: number, y: number, z: number) => number,
  spread = 0,
): number {
  const data = new Float32Array(shape[0] * shape[1] * shape[2]);
  const own = new Set<number>();
  const middle = shape.map((n) => Math.floor(n / 2)) as unknown as Point;
  for (let v = 0; v < data.length; v++) {
    const voxel = [v % shape[0], Math.floor(v / shape[0]) % shape[1], Math.floor(v / (shape[0] * shape[1]))];
    const mm = voxel.map((n, axis) => (n - (middle[axis] ?? 0)) * (spacingMm[axis] ?? 1)) as unknown as Point;
    data[v] = inside(...mm);
    if (Math.hypot(...mm) <= 1.2) own.add(v);
  }
  const darkness: Volume = { data, shape, affine: affineFromSpacing(spacingMm) };
  const mask: Mask = { ...darkness, data: new Uint8Array(data.length).fill(1) };
  return tubularity(darkness, mask, {
    at: { i: middle[0], j: middle[1], k: middle[2] },
    near: neighbourhood(darkness, 10),
    own,
    radiusMm: 1.2,
    sliceMm: Math.max(...spacingMm),
    background: 0,
    spread,
    depth: 1,
  });
}

const THIN: [Shape, Point] = [
  [21, 21, 21],
  [0.5, 0.5, 0.5],
];
const THICK: [Shape, Point] = [
  [41, 41, 5],
  [0.5, 0.5, 5],
];
const ball = (x: number, y: number, z: number): number => (Math.hypot(x, y, z) <= 1.2 ? 1 : 0);

describe("tubularity", () => {
  it("is 0 for a ball alone", () => {
    expect(measure(...THIN, ball)).toBe(0);
    expect(measure(...THICK, ball)).toBe(0);
  });

  it("is 1 for tubes along and across the axes", () => {
    expect(measure(...THIN, (x, y) => (Math.hypot(x, y) <= 1 ? 1 : 0))).toBe(1);
    expect(measure(...THIN, (x, _, z) => (Math.hypot(x, z) <= 1 ? 1 : 0))).toBe(1);
    expect(measure(...THIN, (x, y, z) => (Math.hypot(x - y, z) <= 1 ? 1 : 0))).toBe(1);
  });

  it("is 0 where only one side goes on: a lesion beside a vessel's end", () => {
    expect(measure(...THIN, (x, y, z) => Math.max(ball(x, y, z), x > 0 && Math.hypot(y, z) <= 1 ? 1 : 0))).toBe(0);
  });

  it("follows a vein through thick slices, straight and oblique", () => {
    expect(measure(...THICK, (x, y) => (Math.hypot(x, y) <= 1 ? 1 : 0))).toBe(1);
    expect(measure(...THICK, (x, y, z) => (Math.hypot(x - 0.6 * z, y) <= 1 ? 1 : 0))).toBe(1);
  });

  it("is 0 for a lesion that lies in two thick slices", () => {
    expect(measure(...THICK, (x, y, z) => (Math.hypot(x, y) <= 1 && z >= 0 && z <= 5 ? 1 : 0))).toBe(0);
  });

  it("takes off the spread of the tissue", () => {
    expect(measure(...THIN, (x, y) => (Math.hypot(x, y) <= 1 ? 1 : 0), 0.2)).toBeCloseTo(0.8, 6);
  });
});
