import { type Affine, affineFromSpacing } from "@cmb/core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Anatomy } from "../anatomy/anatomy.js";
import { generateAnatomy } from "../anatomy/generate-anatomy.js";
import type { Vec } from "./scalar-field.js";
import { createVeinDomain, type VeinDomain } from "./vein-domain.js";

let anatomy: Anatomy;
let domain: VeinDomain;

beforeAll(async () => {
  anatomy = await generateAnatomy(4, { spacingMm: 3 });
  domain = createVeinDomain(anatomy);
}, 60_000);

describe("createVeinDomain", () => {
  test("finds the sagittal sinus along the midline from the front over the top to the back", () => {
    const { sagittal, midlineMm, confluence, galen } = domain.landmarks;
    const first = sagittal[0] as Vec;
    const top = sagittal.reduce((best, point) => (point[2] > best[2] ? point : best), first);
    expect(first[1]).toBeGreaterThan(top[1] + 40);
    expect(confluence[1]).toBeLessThan(top[1] - 40);
    expect(galen[1]).toBeGreaterThan(confluence[1] + 20);
    for (const [x] of sagittal) expect(Math.abs(x - midlineMm)).toBeLessThan(4);
  });

  test("finds both sides about as far from the midline", () => {
    const { left, right, midlineMm } = domain.landmarks;
    for (const place of ["foramen", "sylvian", "sphenoparietal", "cerebellum"] as const) {
      expect(left[place][0]).toBeLessThan(midlineMm);
      expect(Math.abs(left[place][0] + right[place][0] - 2 * midlineMm)).toBeLessThan(8);
    }
    expect(left.ridge.length).toBeGreaterThan(8);
    expect(right.groove.length).toBeGreaterThan(4);
  });

  test("measures distances outwards from the surface of the brain", () => {
    const { brainMm, depthMm, groups } = domain;
    expect(brainMm.every(Number.isFinite)).toBe(true);
    const deepest = depthMm.indexOf(depthMm.reduce((most, value) => Math.max(most, value), 0));
    expect(depthMm[deepest]).toBeGreaterThan(30);
    expect(brainMm[deepest]).toBeLessThan(0);
    expect(brainMm[0]).toBeGreaterThan(3);
    expect(groups.length).toBe(domain.shape[0] * domain.shape[1] * domain.shape[2]);
  });

  /** The same voxels, each so many times as long. */
  function resized(factor: number): Anatomy {
    const affine = anatomy.tissues.affine.map((value, n) => (n < 12 ? factor * value : value)) as unknown as Affine;
    return { tissues: { ...anatomy.tissues, affine } };
  }

  test("gives a head of half the size the same places, in mm of an adult head", () => {
    const half = createVeinDomain(resized(0.5));
    expect(half.shape).toEqual(domain.shape);
    expect(half.affine[0]).toBeCloseTo(0.5 * domain.affine[0], 9);
    half.landmarks.left.sylvian.forEach((value, axis) => {
      expect(value).toBeCloseTo(domain.landmarks.left.sylvian[axis] ?? 0, 3);
    });
  });

  test("leaves out every other one of voxels of half a millimetre", () => {
    const fine = createVeinDomain(resized(0.5 / 3));
    expect(fine.affine[0]).toBeCloseTo(1, 9);
    expect(fine.shape[1]).toBeLessThan(0.6 * domain.shape[1]);
  });

  test("refuses a volume without a brain", () => {
    const tissues = { data: new Uint8Array(64), shape: [4, 4, 4], affine: affineFromSpacing([1, 1, 1]) } as const;
    expect(() => createVeinDomain({ tissues })).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  });
});
