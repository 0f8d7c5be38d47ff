import { affineFromSpacing, type WorldPoint } from "@cmb/core";
import { arbitraryAffine } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { displayFrame } from "./display-frame.js";

describe("displayFrame", () => {
  it("is the scanner's own frame for a scan along the scanner's axes", () => {
    const { right, anterior, superior, normalAxis, tiltDegrees } = displayFrame(affineFromSpacing([0.5, 0.5, 3]));
    expect([right, anterior, superior]).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(normalAxis).toEqual({ axial: 2, coronal: 1, sagittal: 0 });
    expect(tiltDegrees).toBe(0);
  });

  it("points right, forwards and up for a sagittal scan stored from left to right, front to back", () => {
    // i runs backwards, j runs up, k runs to the right: orientation PSR
    const frame = displayFrame([0, 0, 4, 0, -1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1]);
    expect(frame.right).toEqual([1, 0, 0]);
    expect(frame.anterior).toEqual([0, 1, 0]);
    expect(frame.superior).toEqual([0, 0, 1]);
    expect(frame.normalAxis).toEqual({ axial: 1, coronal: 0, sagittal: 2 });
  });

  it("follows slices that are turned by 20 degrees about the left-right axis", () => {
    const [c, s] = [Math.cos(Math.PI / 9), Math.sin(Math.PI / 9)];
    const { anterior, superior, tiltDegrees } = displayFrame([1, 0, 0, 0, 0, c, -s * 5, 0, 0, s, c * 5, 0, 0, 0, 0, 1]);
    expect(tiltDegrees).toBeCloseTo(20, 9);
    expect(anterior[2]).toBeCloseTo(s, 12);
    expect(superior[1]).toBeCloseTo(-s, 12);
  });

  it("makes a sheared grid orthogonal and keeps its left-right axis", () => {
    const { right, anterior, superior } = displayFrame([1, 0.2, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
    expect([right, anterior, superior]).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
  });

  describe("properties", () => {
    it("is orthonormal and right-handed, and each axis leans to its own side, whatever the grid", () => {
      fc.assert(
        fc.property(arbitraryAffine(), (affine) => {
          const { right, anterior, superior } = displayFrame(affine);
          for (const axis of [right, anterior, superior]) expect(dot(axis, axis)).toBeCloseTo(1, 9);
          expect(dot(right, anterior)).toBeCloseTo(0, 9);
          expect(dot(right, superior)).toBeCloseTo(0, 9);
          expect(right[0]).toBeGreaterThan(0);
          expect(anterior[1]).toBeGreaterThan(0);
          expect(right[0] * anterior[1] - right[1] * anterior[0]).toBeCloseTo(superior[2], 9);
        }),
      );
    });
  });
});

function dot(a: WorldPoint, b: WorldPoint): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
