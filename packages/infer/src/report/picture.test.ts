import { affineFromSpacing, createVolume, html, voxelToWorld } from "@cmb/core";
import { arbitraryAffine } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { displayFrame } from "./display-frame.js";
import { mm, picture, positionInPicture } from "./picture.js";
import { samplePlane } from "./sample-plane.js";
import { viewPlanes } from "./view-planes.js";
import { wholePlane } from "./whole-plane.js";

describe("picture", () => {
  const volume = createVolume(new Float32Array(200 * 200 * 10), [200, 200, 10], affineFromSpacing([1, 1, 5]));
  const [axial] = viewPlanes(displayFrame(volume.affine));
  const plane = wholePlane(volume, axial, [0, 0, 0]);
  const { markup } = picture(html``, plane, axial, { description: 'a "slice"', marks: [html`<circle r="1"/>`] });

  it("has its size in mm, its description, its marks and the four orientation letters", () => {
    expect(markup).toContain('viewBox="0 0 200 200"');
    expect(markup).toContain('role="img" aria-label="a &quot;slice&quot;"');
    expect(markup).toContain('<circle r="1"/>');
    expect([...markup.matchAll(/>([RLAPSI])<\/text>/g)].map(([, letter]) => letter)).toEqual(["R", "L", "A", "P"]);
  });

  it("has a scale bar as long as it says", () => {
    const bar = /x1="([\d.]+)" x2="([\d.]+)"/.exec(markup);
    expect(Number(bar?.[2]) - Number(bar?.[1])).toBeCloseTo(50, 1);
    expect(markup).toContain(">50 mm</text>");
  });
});

describe("positionInPicture", () => {
  it("puts a point on the patient's right to the left of the middle and one in front above it", () => {
    const [axial] = viewPlanes(displayFrame(affineFromSpacing([1, 1, 1])));
    const plane = { ...axial, centreMm: [0, 0, 0], pixelMm: 1, width: 100, height: 80 } as const;
    expect(positionInPicture(plane, [30, 20, 7])).toEqual([20, 20]);
  });

  describe("properties", () => {
    it("points at the brightest pixel of a scan that fades with the distance from a voxel, in each plane of any grid", () => {
      const index = fc.integer({ min: 1, max: 5 });
      fc.assert(
        fc.property(arbitraryAffine(), fc.tuple(index, index, index), (affine, voxel) => {
          const throughMm = voxelToWorld(affine, voxel);
          const data = Float32Array.from({ length: 7 ** 3 }, (_, v) => {
            const [x, y, z] = voxelToWorld(affine, [v % 7, Math.floor(v / 7) % 7, Math.floor(v / 49)]);
            return -((x - throughMm[0]) ** 2 + (y - throughMm[1]) ** 2 + (z - throughMm[2]) ** 2);
          });
          const volume = createVolume(data, [7, 7, 7], affine);
          for (const view of viewPlanes(displayFrame(affine))) {
            const plane = wholePlane(volume, view, throughMm);
            const values = [...samplePlane(volume, plane)].map((value) => (Number.isNaN(value) ? -1e9 : value));
            const brightest = values.indexOf(Math.max(...values));
            const [x, y] = positionInPicture(plane, throughMm);
            expect(Math.abs((brightest % plane.width) + 0.5 - x / plane.pixelMm)).toBeLessThan(1.5);
            expect(Math.abs(Math.floor(brightest / plane.width) + 0.5 - y / plane.pixelMm)).toBeLessThan(1.5);
          }
        }),
      );
    });
  });
});

describe("mm", () => {
  it("writes hundredths without trailing zeros and without a negative zero", () => {
    expect([mm(1.236), mm(2), mm(-0.001), mm(0.1 + 0.2)]).toEqual(["1.24", "2", "0", "0.3"]);
  });
});
