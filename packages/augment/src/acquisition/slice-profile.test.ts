import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { standardTests } from "../testdata/standard-tests.js";
import { sliceProfile } from "./slice-profile.js";

standardTests("sliceProfile", {
  transform: sliceProfile,
  options: { width: [1.3, 1.5] },
  identity: { width: 1, softness: 0, axis: 2 },
  moves: false,
  refused: { width: 0 },
});

describe("sliceProfile", () => {
  it("gives an eighth to each neighbour with a triangle of one voxel at half maximum", async () => {
    const data = Float32Array.of(0, 0, 8, 0, 0);
    const volume = { data, shape: [1, 1, 5] as const, affine: affineFromSpacing([1, 1, 3]) };
    const { data: out } = await sliceProfile().apply(volume, { width: 1, softness: 1, axis: 2 });
    // A triangle from −1 to 1 voxel has 1/8 of its area beyond half a voxel on each side.
    [0, 1, 6, 1, 0].forEach((value, k) => {
      expect(out[k]).toBeCloseTo(value, 5);
    });
  });
});
