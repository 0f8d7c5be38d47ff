import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { createHead } from "../anatomy/head.js";
import { phasePerPpm } from "../physics/phase-per-ppm.js";
import { sphereFieldPpm } from "../physics/sphere-field.js";
import { airDropout } from "./air-dropout.js";

const cavity = { centreMm: [0, 80, -20], radiusMm: 10 } as const;
const head = { ...createHead(1), airCavities: [cavity] };
const perPpm = phasePerPpm({ echoTimeMs: 20, fieldStrengthT: 3 });

describe("airDropout", () => {
  it("agrees with the mean of the complex signal over the voxel", () => {
    const spacingMm = [0.8, 0.8, 2] as const;
    for (const centreMm of [
      [0, 80, 0],
      [6, 62, -10],
      [-14, 60, -8],
    ] as const) {
      const rng = createRng(1, "voxel");
      let real = 0;
      let imaginary = 0;
      for (let n = 0; n < 20_000; n++) {
        const at = (axis: 0 | 1 | 2): number =>
          centreMm[axis] + (rng.uniform() - 0.5) * spacingMm[axis] - cavity.centreMm[axis];
        const ppm = sphereFieldPpm([at(0), at(1), at(2)], { radiusMm: 10, susceptibilityPpm: 9.4 });
        real += Math.cos(ppm * perPpm);
        imaginary += Math.sin(ppm * perPpm);
      }
      const mean = Math.hypot(real, imaginary) / 20_000;
      // The field is taken as linear over the voxel; 20,000 points add 0.007.
      expect(Math.abs(airDropout(head, { centreMm, spacingMm }, perPpm) - mean)).toBeLessThan(0.04);
    }
  });

  it("takes more from thicker slices", () => {
    const centreMm = [0, 66, -8] as const;
    const thin = airDropout(head, { centreMm, spacingMm: [0.8, 0.8, 1] }, perPpm);
    const thick = airDropout(head, { centreMm, spacingMm: [0.8, 0.8, 3] }, perPpm);
    expect(thick).toBeLessThan(thin);
  });

  it("leaves nothing in the air and everything far from it", () => {
    expect(airDropout(head, { centreMm: [0, 80, -19], spacingMm: [1, 1, 1] }, perPpm)).toBe(0);
    expect(airDropout(head, { centreMm: [0, 0, 40], spacingMm: [1, 1, 5] }, perPpm)).toBe(1);
  });
});
