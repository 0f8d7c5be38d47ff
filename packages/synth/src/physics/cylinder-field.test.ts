import type { WorldPoint } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cylinderFieldPpm } from "./cylinder-field.js";
import { sphereFieldPpm } from "./sphere-field.js";

const across = { radiusMm: 0.5, susceptibilityPpm: 0.45, axis: [1, 0, 0] } as const;
const along = { radiusMm: 0.5, susceptibilityPpm: 0.45, axis: [0, 0, 1] } as const;

describe("cylinderFieldPpm", () => {
  it("is a third of the susceptibility inside of a vessel along B0 and minus a sixth inside of one across", () => {
    expect(cylinderFieldPpm([0.1, 0.2, 7], along)).toBeCloseTo(0.15, 12);
    expect(cylinderFieldPpm([-4, 0.1, 0.2], across)).toBeCloseTo(-0.075, 12);
  });

  it("is zero inside of a vessel at the magic angle", () => {
    const tilt = Math.acos(1 / Math.sqrt(3));
    const axis = [Math.sin(tilt), 0, Math.cos(tilt)] as const;
    expect(cylinderFieldPpm([0, 0.1, 0], { ...across, axis })).toBeCloseTo(0, 12);
  });

  it("is zero outside of a vessel along B0", () => {
    expect(cylinderFieldPpm([1, 2, 3], along)).toBeCloseTo(0, 12);
  });

  it("has lobes of half the susceptibility at the wall of a vessel across B0: up above it, down beside it", () => {
    expect(cylinderFieldPpm([9, 0, 0.5], across)).toBeCloseTo(0.225, 12);
    expect(cylinderFieldPpm([9, 0.5, 0], across)).toBeCloseTo(-0.225, 12);
  });

  it("falls with the square of the distance", () => {
    expect(cylinderFieldPpm([0, 0, 1], across)).toBeCloseTo(0.225 / 4, 12);
  });
});

describe("properties", () => {
  it("equals a fine chain of spheres with the same moment, at any tilt", () => {
    const angle = fc.double({ min: 0, max: Math.PI, noNaN: true });
    const distance = fc.double({ min: 1, max: 4, noNaN: true });
    fc.assert(
      fc.property(angle, angle, distance, (tilt, turn, rho) => {
        const axis: WorldPoint = [Math.sin(tilt), 0, Math.cos(tilt)];
        const normal: WorldPoint = [Math.cos(tilt), 0, -Math.sin(tilt)];
        const point: WorldPoint = [
          rho * Math.cos(turn) * normal[0],
          rho * Math.sin(turn),
          rho * Math.cos(turn) * normal[2],
        ];
        const exact = cylinderFieldPpm(point, { ...across, axis });
        expect(chainOfSpheres(point, axis)).toBeCloseTo(exact, 4);
      }),
      { numRuns: 30 },
    );
  });
});

/** Small spheres every 0.1 mm over 160 mm, each with the volume of its piece of a cylinder of 0.5 mm radius. */
function chainOfSpheres(point: WorldPoint, axis: WorldPoint): number {
  const step = 0.1;
  const radiusMm = Math.cbrt((3 / 4) * 0.5 ** 2 * step);
  let sum = 0;
  for (let n = -800; n <= 800; n++) {
    const s = n * step;
    const offset: WorldPoint = [point[0] - s * axis[0], point[1] - s * axis[1], point[2] - s * axis[2]];
    sum += sphereFieldPpm(offset, { radiusMm, susceptibilityPpm: 0.45 });
  }
  return sum;
}
