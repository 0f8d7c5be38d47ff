import { affineFromSpacing, type Mask, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { type MeasuredCandidate, measureCandidate } from "./measure-candidate.js";
import { neighbourhood } from "./neighbourhood.js";

const shape = [41, 41, 41] as const;
const affine = affineFromSpacing([0.5, 0.5, 0.5]);
const MIDDLE = 20;

/** Darkness by a profile in mm from the middle, with a checkerboard of ±0.02 for noise. */
function measure(
  profile: (x: number, y: number, z: number) => number,
  inside = (_x: number) => true,
): MeasuredCandidate {
  const data = new Float32Array(41 ** 3);
  const maskData = new Uint8Array(41 ** 3);
  for (let v = 0; v < data.length; v++) {
    const [i, j, k] = [v % 41, Math.floor(v / 41) % 41, Math.floor(v / 1681)];
    const [x, y, z] = [0.5 * (i - MIDDLE), 0.5 * (j - MIDDLE), 0.5 * (k - MIDDLE)];
    data[v] = profile(x, y, z) + ((i + j + k) % 2 === 0 ? 0.02 : -0.02);
    maskData[v] = inside(x) ? 1 : 0;
  }
  const darkness: Volume = { data, shape, affine };
  const mask: Mask = { data: maskData, shape, affine };
  const images = { darkness, mask, near: neighbourhood(darkness, 10) };
  return measureCandidate(images, { i: MIDDLE, j: MIDDLE, k: MIDDLE, response: 0.1 });
}

const soft = (depthMm: number, widthMm: number): number => 1 / (1 + Math.exp((-4 * depthMm) / widthMm));
const ball = (x: number, y: number, z: number): number => 0.5 * soft(2 - Math.hypot(x, y, z), 0.5);

describe("measureCandidate", () => {
  it("measures a ball", () => {
    const { features, overflowed } = measure(ball);
    expect(features.diameterMm).toBeCloseTo(4, 0);
    expect(features.contrast).toBeCloseTo(0.52, 1);
    expect(features.elongation).toBeGreaterThan(0.9);
    // four standard deviations of a ball are 0.89 diameters
    expect(features.lengthMm).toBeCloseTo(0.89 * 4, 0);
    expect(features.tubularity).toBeLessThan(0.1);
    expect(features.softEdgeMm).toBeLessThan(0.5);
    expect(features.clutter).toBeLessThan(0.1);
    expect(features.openShare).toBe(0);
    expect(overflowed).toBe(false);
  });

  it("measures a tube as long and tubular, or as one that does not end", () => {
    const { features, overflowed } = measure((x, y) => 0.5 * soft(1 - Math.hypot(x, y), 0.5));
    expect(overflowed || features.lengthMm > 10 || features.tubularity > 0.7).toBe(true);
  });

  it("sees the soft edge of what fades out", () => {
    const nucleus = measure((x, y, z) => 0.5 * Math.exp(-(x * x + y * y + z * z) / 18));
    expect(nucleus.features.softEdgeMm).toBeGreaterThan(1);
  });

  it("says that a region is larger than any microbleed", () => {
    expect(measure((x, y, z) => 0.5 * soft(6 - Math.hypot(x, y, z), 0.5)).overflowed).toBe(true);
  });

  it("measures the distance to the edge, and what looks out of it", () => {
    const { features } = measure(ball, (x) => x < 1);
    expect(features.edgeMm).toBeLessThan(2.1);
    expect(features.openShare).toBeGreaterThan(0.1);
    expect(measure(ball, (x) => x < 6).features.edgeMm).toBeCloseTo(6, 0);
  });
});
