import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { standardTests } from "../testdata/standard-tests.js";
import { ghosting } from "./ghosting.js";

standardTests("ghosting", {
  transform: ghosting,
  options: {},
  identity: { ghosts: 4, intensity: 0, restore: 0, axis: 1 },
  moves: false,
  refused: { axes: [] },
});

describe("ghosting", () => {
  it("repeats what there is at even distances along the axis", async () => {
    const data = new Float32Array(32);
    data[4] = 8;
    const volume = { data, shape: [1, 32, 1] as const, affine: affineFromSpacing([1, 1, 1]) };
    const { data: out } = await ghosting().apply(volume, { ghosts: 4, intensity: 1, restore: 0, axis: 1 });
    // A quarter of the lines is gone but for the middle one, 1/32 of the signal: ghosts of −1/4 + 1/32 at 8, 16 and 24 voxels.
    for (const place of [12, 20, 28]) expect(out[place]).toBeCloseTo(8 * (1 / 32 - 1 / 4), 5);
    expect(out[4]).toBeCloseTo(8 * (1 - 1 / 4 + 1 / 32), 5);
  });
});
