import { affineFromSpacing, type Shape, startLongTask, type Volume } from "@cmb/core";
import { gaussianSmooth } from "@cmb/preprocess";
import { describe, expect, it } from "vitest";
import { blobResponse } from "./blob-response.js";

type Spacing = readonly [number, number, number];

/** `profile(x, y, z)` in mm from the middle voxel, averaged over the thickness of the slice. */
function image(shape: Shape, spacingMm: Spacing, profile: (x: number, y: number, z: number) => number): Volume {
  const data = new Float32Array(shape[0] * shape[1] * shape[2]);
  const samples = [-0.4, -0.2, 0, 0.2, 0.4];
  let v = 0;
  for (let k = 0; k < shape[2]; k++) {
    for (let j = 0; j < shape[1]; j++) {
      for (let i = 0; i < shape[0]; i++) {
        const mm = (n: number, axis: 0 | 1 | 2): number => (n - (shape[axis] - 1) / 2) * spacingMm[axis];
        const values = samples.map((s) => profile(mm(i, 0), mm(j, 1), mm(k, 2) + s * spacingMm[2]));
        data[v++] = values.reduce((sum, value) => sum + value, 0) / samples.length;
      }
    }
  }
  return { data, shape, affine: affineFromSpacing(spacingMm) };
}

async function centreResponse(volume: Volume, sigmaMm: number): Promise<number> {
  const task = startLongTask(1, {});
  const { data, shape } = await blobResponse(gaussianSmooth(volume, { sigmaMm }), { sigmaMm, task, done: 0 });
  const [ci, cj, ck] = shape.map((n) => (n - 1) / 2) as [number, number, number];
  return data[ci + shape[0] * (cj + shape[1] * ck)] as number;
}

const ball = (x: number, y: number, z: number): number => Math.exp(-(x * x + y * y + z * z) / 2);
const tubeAlongZ = (x: number, y: number): number => Math.exp(-(x * x + y * y) / 2);
const tubeAcross = (x: number, y: number, z: number): number => Math.exp(-((x - y) ** 2 / 2 + z * z) / 2);
const sheet = (x: number): number => Math.exp(-(x * x) / 2);

describe("blobResponse", () => {
  it("is the curvature of a Gaussian ball at its own scale", async () => {
    // Smoothing a Gaussian of σ = 1 and height 1 with σ = 1 leaves σ² = 2, height 2^−1.5 and curvature σ² h / 2.
    const response = await centreResponse(image([33, 33, 33], [0.5, 0.5, 0.5], ball), 1);
    // Differences over 0.5 mm and averaging over 0.5 mm take 4 % off.
    expect(response / (2 ** -1.5 / 2)).toBeCloseTo(0.96, 2);
  });

  it("is near 0 on tubes and sheets", async () => {
    const blob = await centreResponse(image([33, 33, 33], [0.5, 0.5, 0.5], ball), 1);
    for (const profile of [tubeAlongZ, tubeAcross, sheet]) {
      expect(await centreResponse(image([33, 33, 33], [0.5, 0.5, 0.5], profile), 1)).toBeLessThan(0.1 * blob);
    }
  });

  it("is the same on anisotropic voxels that are fine enough", async () => {
    const fine = await centreResponse(image([33, 33, 33], [0.5, 0.5, 0.5], ball), 1);
    expect((await centreResponse(image([33, 33, 17], [0.5, 0.5, 1], ball), 1)) / fine).toBeGreaterThan(0.9);
    expect((await centreResponse(image([17, 33, 33], [1, 0.5, 0.5], ball), 1)) / fine).toBeGreaterThan(0.9);
  });

  it("tells a lesion in one thick slice from a vein through the slices", async () => {
    const lesion = await centreResponse(image([33, 33, 7], [0.5, 0.5, 5], ball), 1);
    const vein = await centreResponse(image([33, 33, 7], [0.5, 0.5, 5], tubeAlongZ), 1);
    expect(lesion).toBeGreaterThan(0.1);
    expect(vein).toBeLessThan(0.001);
  });

  it("uses the plane alone when there is one slice", async () => {
    const response = await centreResponse(image([33, 33, 1], [0.5, 0.5, 5], tubeAlongZ), 1);
    // In two dimensions the smoothed height is 1/2 and its curvature 1/4.
    expect(response / 0.25).toBeCloseTo(0.97, 2);
    expect(await centreResponse(image([33, 33, 1], [0.5, 0.5, 5], sheet), 1)).toBeLessThan(0.01);
  });
});
