import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { standardTests } from "../testdata/standard-tests.js";
import { phaseGhosting } from "./phase-ghosting.js";

standardTests("phaseGhosting", {
  transform: phaseGhosting,
  options: { amplitudeRadians: [0.4, 0.6] },
  identity: { periodLines: 4, amplitudeRadians: 0, startRadians: 0, axis: 1 },
  moves: false,
  refused: { periodLines: 1 },
});

describe("phaseGhosting", () => {
  it("gives ghosts at the distance and of the strength that the Bessel functions say", async () => {
    const data = new Float32Array(64);
    data[10] = 1;
    const volume = { data, shape: [1, 64, 1] as const, affine: affineFromSpacing([1, 1, 1]) };
    const { data: out } = await phaseGhosting().apply(volume, {
      periodLines: 8,
      amplitudeRadians: 0.5,
      startRadians: 1,
      axis: 1,
    });
    // J₀(0.5), J₁(0.5) and J₂(0.5).
    expect(out[10]).toBeCloseTo(0.93847, 4);
    for (const place of [2, 18]) expect(out[place]).toBeCloseTo(0.24227, 4);
    for (const place of [26, 58]) expect(out[place]).toBeCloseTo(0.0306, 3);
  });
});
