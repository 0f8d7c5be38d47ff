import { describe, expect, it } from "vitest";
import { splineRowInto } from "./spline-point-rows.js";

describe("splineRowInto", () => {
  it("is the B-spline of its coefficients, mirrored about the outermost voxels", () => {
    const source = Float32Array.of(0, 6, 0, 0);
    const positions = { i: Float64Array.of(0, 1, 1.5, 3), j: new Float64Array(4), k: new Float64Array(4) };
    const out = new Float32Array(4);
    splineRowInto({ source, shape: [4, 1, 1], positions, start: 0, from: 0, to: 4 }, out);
    // At 0 the neighbour counts twice; half a voxel on, the weight is 23/48.
    for (const [n, wanted] of [2, 4, 2.875, 0].entries()) expect(out[n]).toBeCloseTo(wanted, 6);
  });
});
