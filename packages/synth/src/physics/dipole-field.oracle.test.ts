import { readFileSync } from "node:fs";
import type { WorldPoint } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { cylinderFieldPpm } from "./cylinder-field.js";
import { sphereFieldPpm } from "./sphere-field.js";

interface Point {
  readonly offset: WorldPoint;
  readonly ppm: number;
}

interface Fixture {
  readonly ball: { readonly radius: number; readonly susceptibilityPpm: number; readonly points: readonly Point[] };
  readonly cylinders: readonly {
    readonly radius: number;
    readonly susceptibilityPpm: number;
    readonly tiltDegrees: number;
    readonly axis: WorldPoint;
    readonly points: readonly Point[];
  }[];
}

const path = new URL("../../../../fixtures/synth/dipole-field.json", import.meta.url);
const fixture: Fixture = JSON.parse(readFileSync(path, "utf8"));

// The k-space route has voxels of an eighth of the radius and periodic images 160 voxels away: 0.6 % of the largest
// field of the ball, 2/3 · χ, and 1.2 % of that of the cylinder, χ/2.
const BALL_TOLERANCE_PPM = 0.004;
const CYLINDER_TOLERANCE_PPM = 0.003;

describe("analytic fields against convolution with the dipole kernel in k-space", () => {
  const { radius: radiusMm, susceptibilityPpm, points } = fixture.ball;
  it.each(points)("sphereFieldPpm agrees at offset $offset of a ball", ({ offset, ppm }) => {
    const analytic = sphereFieldPpm(offset, { radiusMm, susceptibilityPpm });
    expect(Math.abs(analytic - ppm)).toBeLessThan(BALL_TOLERANCE_PPM);
  });

  it.each(fixture.cylinders)("cylinderFieldPpm agrees for a cylinder at $tiltDegrees degrees to B0", (cylinder) => {
    for (const { offset, ppm } of cylinder.points) {
      const analytic = cylinderFieldPpm(offset, {
        radiusMm: cylinder.radius,
        susceptibilityPpm: cylinder.susceptibilityPpm,
        axis: cylinder.axis,
      });
      expect(Math.abs(analytic - ppm), `at ${offset}`).toBeLessThan(CYLINDER_TOLERANCE_PPM);
    }
  });
});
