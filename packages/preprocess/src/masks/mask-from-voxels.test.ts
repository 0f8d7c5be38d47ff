import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { maskFromVoxels } from "./mask-from-voxels.js";

describe("maskFromVoxels", () => {
  it("sets the voxels and keeps the grid", () => {
    const grid = { shape: [2, 3, 1] as const, affine: affineFromSpacing([1, 2, 3]) };
    expect(maskFromVoxels(Uint32Array.of(5, 0, 5), grid)).toEqual({ ...grid, data: Uint8Array.of(1, 0, 0, 0, 0, 1) });
    expect(maskFromVoxels([6, -1], grid).data).toEqual(new Uint8Array(6));
  });
});
