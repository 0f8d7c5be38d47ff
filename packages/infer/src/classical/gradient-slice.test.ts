import { affineFromSpacing, type Shape, spacing, voxelToWorld } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { gradientSliceInto, planGradient } from "./gradient-slice.js";

function gradientAt(
  shape: Shape,
  spacingMm: readonly [number, number, number],
  voxel: readonly [number, number, number],
) {
  const affine = affineFromSpacing(spacingMm);
  const data = new Float32Array(shape[0] * shape[1] * shape[2]);
  for (let v = 0; v < data.length; v++) {
    const [x, y, z] = voxelToWorld(affine, [
      v % shape[0],
      Math.floor(v / shape[0]) % shape[1],
      Math.floor(v / (shape[0] * shape[1])),
    ]);
    data[v] = 2 * x - 3 * y + 5 * z;
  }
  const area = shape[0] * shape[1];
  const out = { alongI: new Float32Array(area), alongJ: new Float32Array(area), alongK: new Float32Array(area) };
  gradientSliceInto(planGradient(data, shape, spacing(affine)), voxel[2], out);
  const v = voxel[0] + shape[0] * voxel[1];
  return [out.alongI[v], out.alongJ[v], out.alongK[v]];
}

describe("gradientSliceInto", () => {
  it("is the slope per mm of a ramp on anisotropic voxels", () => {
    const [gi, gj, gk] = gradientAt([5, 6, 7], [0.5, 0.8, 3], [2, 3, 4]);
    expect(gi).toBeCloseTo(2, 4);
    expect(gj).toBeCloseTo(-3, 4);
    expect(gk).toBeCloseTo(5, 4);
  });

  it("halves at the edge, where the nearest voxel is repeated", () => {
    const [gi, gj, gk] = gradientAt([5, 6, 7], [1, 1, 1], [0, 5, 6]);
    expect([gi, gj, gk]).toEqual([1, -1.5, 2.5]);
  });

  it("has nothing along an axis of one voxel", () => {
    expect(gradientAt([5, 6, 1], [1, 1, 1], [2, 3, 0])).toEqual([2, -3, 0]);
  });

  it("averages little across slices that lie far apart", () => {
    expect(planGradient(new Float32Array(27), [3, 3, 3], [1, 1, 1]).side).toEqual([0.25, 0.25, 0.25]);
    expect(planGradient(new Float32Array(27), [3, 3, 3], [0.5, 0.5, 5]).side[2]).toBeCloseTo(0.0025, 9);
  });
});
