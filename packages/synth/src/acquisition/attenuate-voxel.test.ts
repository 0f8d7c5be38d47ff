import { createRng, type WorldPoint } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { cylinderFieldPpm } from "../physics/cylinder-field.js";
import { phasePerPpm } from "../physics/phase-per-ppm.js";
import { sphereFieldPpm } from "../physics/sphere-field.js";
import { staticDephasing } from "../physics/static-dephasing.js";
import { type Attenuation, attenuateVoxel } from "./attenuate-voxel.js";
import { fieldElements } from "./field-elements.js";
import type { FocalSource, VeinSource } from "./sources.js";

const echo = { echoTimeMs: 20, fieldStrengthT: 3 };
const bleed: FocalSource = {
  class: "microbleed",
  centreMm: [0.2, -0.1, 0.3],
  radiusMm: 0.8,
  susceptibilityPpm: 0.9,
  protonDensity: 1,
};
const vein: VeinSource = {
  class: "vein",
  pathMm: [
    [-40, -1, -30],
    [40, -1, 30],
  ],
  radiiMm: [0.5],
  susceptibilityPpm: 0.45,
};
const BLOOD = 0.6;

function attenuation(near: readonly number[], centreMm: WorldPoint, spacingMm: WorldPoint): Attenuation {
  const out: Attenuation = { real: 1, imaginary: 0, veinReal: 1, veinImaginary: 0 };
  attenuateVoxel(fieldElements([bleed, vein], echo, BLOOD), near, { centreMm, spacingMm }, out);
  return out;
}

/** The same mean from the public field functions and many random points. */
function randomMean(near: readonly number[], centreMm: WorldPoint, spacingMm: WorldPoint): readonly [number, number] {
  const rng = createRng(5, "points");
  const points = 120_000;
  let real = 0;
  let imaginary = 0;
  for (let n = 0; n < points; n++) {
    const point = centreMm.map((c, axis) => c + (rng.uniform() - 0.5) * (spacingMm[axis] ?? 0)) as [
      number,
      number,
      number,
    ];
    const [signal, phase] = signalAt(near, point);
    real += signal * Math.cos(phase);
    imaginary += signal * Math.sin(phase);
  }
  return [real / points, imaginary / points];
}

function signalAt(near: readonly number[], [x, y, z]: WorldPoint): readonly [signal: number, phase: number] {
  let signal = 1;
  let ppm = 0;
  if (near.includes(0)) {
    const offset: WorldPoint = [x - bleed.centreMm[0], y - bleed.centreMm[1], z - bleed.centreMm[2]];
    ppm += sphereFieldPpm(offset, bleed);
    if (Math.hypot(...offset) < bleed.radiusMm) signal *= staticDephasing(bleed.susceptibilityPpm, echo);
  }
  if (near.includes(1)) {
    const offset: WorldPoint = [x, y + 1, z];
    ppm += cylinderFieldPpm(offset, { radiusMm: 0.5, susceptibilityPpm: 0.45, axis: [0.8, 0, 0.6] });
    const along = 0.8 * x + 0.6 * z;
    if (Math.hypot(x - 0.8 * along, y + 1, z - 0.6 * along) < 0.5) signal *= BLOOD;
  }
  return [signal, ppm * phasePerPpm(echo)];
}

describe("attenuateVoxel", () => {
  it.each([
    { name: "a sphere inside of the voxel", near: [0], centre: [0.3, 0, 0.5] },
    { name: "a sphere beside the voxel", near: [0], centre: [1.1, 0, 0.5] },
    { name: "a tilted vein through the voxel", near: [1], centre: [0.1, -0.8, 0.2] },
    { name: "a tilted vein beside the voxel", near: [1], centre: [0.1, 0.4, 0.2] },
    { name: "both", near: [0, 1], centre: [0.2, -0.5, 0.1] },
  ] as const)("averages the complex signal over the voxel: $name", ({ near, centre }) => {
    const spacing: WorldPoint = [0.8, 0.8, 2];
    const [real, imaginary] = randomMean(near, centre, spacing);
    const found = attenuation(near, centre, spacing);
    // 120,000 random points leave a standard error of 0.002; the sample grid adds less than 0.01 at the sphere's edge.
    expect(Math.abs(found.real - real)).toBeLessThan(0.015);
    expect(Math.abs(found.imaginary - imaginary)).toBeLessThan(0.015);
  });

  it("gives the part of the veins apart from the focal sources", () => {
    const both = attenuation([0, 1], [0.2, -0.5, 0.1], [0.8, 0.8, 2]);
    const alone = attenuation([1], [0.2, -0.5, 0.1], [0.8, 0.8, 2]);
    // The sphere makes the samples finer in some cells.
    expect(Math.abs(both.veinReal - alone.real)).toBeLessThan(0.01);
    expect(Math.abs(both.veinImaginary - alone.imaginary)).toBeLessThan(0.01);
  });

  it("leaves the signal alone far past the free end of a vein", () => {
    const far = attenuation([1], [44, -1, 33], [0.8, 0.8, 2]);
    expect(far.real).toBeCloseTo(1, 12);
    expect(far.imaginary).toBe(0);
  });
});
