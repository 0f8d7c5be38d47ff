import { affineFromSpacing, connectedComponents, type Mask } from "@cmb/core";
import { arbitraryMask } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lesionTable } from "./lesion-table.js";

/** A bar of four voxels along i, and a single one, on voxels of 0.5 × 0.5 × 2 mm. */
function twoLesions(): Mask {
  const data = new Uint8Array(8 * 4 * 2);
  data.set([1, 1, 1, 1], 1);
  data[7 + 8 * (3 + 4)] = 1;
  return { data, shape: [8, 4, 2], affine: affineFromSpacing([0.5, 0.5, 2]) };
}

describe("lesionTable", () => {
  const components = connectedComponents(twoLesions(), { connectivity: 6 });

  it("measures each lesion in voxels and in millimetres", () => {
    const [bar, single] = lesionTable(components);
    expect(bar).toMatchObject({ label: 1, centreVoxel: [2.5, 0, 0], centreMm: [1.25, 0, 0], sizeVoxels: 4 });
    expect(bar?.volumeMm3).toBeCloseTo(2, 12);
    // (3 · 4 / 4π)^(1/3) voxels and (3 · 2 / 4π)^(1/3) mm
    expect(bar?.radiusVoxels).toBeCloseTo(0.98475, 5);
    expect(bar?.radiusMm).toBeCloseTo(0.78159, 5);
    expect(single).toMatchObject({ label: 2, centreVoxel: [7, 3, 1], sizeVoxels: 1 });
  });

  it("cuts centres and rounds radii where asked to", () => {
    const [bar] = lesionTable(components, { centres: "truncated" });
    expect(bar).toMatchObject({ centreVoxel: [2, 0, 0], centreMm: [1, 0, 0], radiusVoxels: 0.98, radiusMm: 0.78 });
  });

  it("leaves out what is smaller than asked for, and labels without voxels", () => {
    expect(lesionTable(components, { minimumVoxels: 2 }).map(({ label }) => label)).toEqual([1]);
    expect(lesionTable({ ...components, count: 5 }, { minimumVoxels: 0 }).map(({ label }) => label)).toEqual([1, 2]);
  });

  it("says where a label is larger than the count", () => {
    expect(() => lesionTable({ ...components, count: 1 })).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
  });

  describe("properties", () => {
    it("counts every voxel of the mask", () => {
      fc.assert(
        fc.property(arbitraryMask(), (mask) => {
          const rows = lesionTable(connectedComponents(mask, { connectivity: 6 }));
          const total = rows.reduce((sum, { sizeVoxels }) => sum + sizeVoxels, 0);
          expect(total).toBe(mask.data.reduce((sum, value) => sum + value, 0));
        }),
      );
    });
  });
});
