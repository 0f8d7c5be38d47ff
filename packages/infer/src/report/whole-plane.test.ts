import { affineFromSpacing, createVolume } from "@cmb/core";
import { arbitraryVolume } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { displayFrame } from "./display-frame.js";
import { samplePlane } from "./sample-plane.js";
import { viewPlanes } from "./view-planes.js";
import { wholePlane } from "./whole-plane.js";

describe("wholePlane", () => {
  const volume = createVolume(new Float32Array(180 * 220 * 4), [180, 220, 4], affineFromSpacing([1, 1, 5]));
  const [axial, coronal] = viewPlanes(displayFrame(volume.affine));

  it("takes in the whole slice with pixels of a 240th of its length", () => {
    const plane = wholePlane(volume, axial, [3, 4, 5]);
    expect(plane.height).toBe(240);
    expect(plane.pixelMm).toBeCloseTo(220 / 240, 12);
    expect(plane.width).toBe(Math.ceil((180 * 240) / 220));
    expect(samplePlane(volume, plane).some(Number.isNaN)).toBe(false);
  });

  it("gives a slab of four slices room around it", () => {
    const plane = wholePlane(volume, coronal, [90, 110, 10]);
    expect(plane.height * plane.pixelMm).toBeGreaterThanOrEqual(0.35 * 180);
  });

  describe("properties", () => {
    it("passes through the point that it was given and has 1 to 240 pixels a side", () => {
      fc.assert(
        fc.property(arbitraryVolume(), (any) => {
          for (const view of viewPlanes(displayFrame(any.affine))) {
            const { centreMm, across, down, width, height } = wholePlane(any, view, [1, 2, 3]);
            const normal = [
              across[1] * down[2] - across[2] * down[1],
              across[2] * down[0] - across[0] * down[2],
              across[0] * down[1] - across[1] * down[0],
            ] as const;
            const distance =
              (centreMm[0] - 1) * normal[0] + (centreMm[1] - 2) * normal[1] + (centreMm[2] - 3) * normal[2];
            expect(Math.abs(distance)).toBeLessThan(1e-9);
            for (const side of [width, height]) {
              expect(side).toBeGreaterThanOrEqual(1);
              expect(side).toBeLessThanOrEqual(241);
            }
          }
        }),
      );
    });
  });
});
