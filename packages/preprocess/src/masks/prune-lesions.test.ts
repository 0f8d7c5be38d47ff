import { affineFromSpacing, type Mask } from "@cmb/core";
import { arbitraryMask } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pruneLesions } from "./prune-lesions.js";

function row(text: string): Mask {
  const data = Uint8Array.from(text, (letter) => (letter === "#" ? 1 : 0));
  return { data, shape: [text.length, 1, 1], affine: affineFromSpacing([1, 1, 1]) };
}

describe("pruneLesions", () => {
  it("keeps the lesions that come within the radius of a centre", () => {
    const pruned = pruneLesions(row("##..#....#"), [
      [2, 0, 0],
      [7, 0, 0],
    ]);
    expect([...pruned.mask.data]).toEqual([...row("##..#....#").data]);
    expect(pruned).toMatchObject({ keptLesions: 3, removedLesions: 0, missedCentres: [] });
    const narrow = pruneLesions(
      row("##..#....#"),
      [
        [2, 0, 0],
        [7, 0, 0],
      ],
      { radiusVoxels: 1 },
    );
    expect([...narrow.mask.data]).toEqual([...row("##........").data]);
    expect(narrow).toMatchObject({ keptLesions: 1, removedLesions: 2, missedCentres: [1] });
  });

  it("uses a ball, not a box", () => {
    const data = new Uint8Array(25);
    data[2 + 5 * 2] = 1;
    const mask: Mask = { data, shape: [5, 5, 1], affine: affineFromSpacing([1, 1, 1]) };
    expect(pruneLesions(mask, [[0, 0, 0]]).keptLesions).toBe(0);
    expect(pruneLesions(mask, [[1, 1, 0]]).keptLesions).toBe(1);
  });

  it("rounds a centre to the nearest voxel, or cuts it as published", () => {
    const mask = row("......#.");
    expect(pruneLesions(mask, [[3.9, 0, 0]]).keptLesions).toBe(1);
    expect(pruneLesions(mask, [[3.9, 0, 0]], { centres: "truncated" }).keptLesions).toBe(0);
  });

  it("cuts a ball at the edge of the grid, or displaces it as published", () => {
    const mask: Mask = { data: new Uint8Array(25), shape: [5, 5, 1], affine: affineFromSpacing([1, 1, 1]) };
    // Three voxels from a centre at the edge: beyond the ball, but the displaced one reaches further in.
    const far = row("...#");
    expect(pruneLesions(far, [[1, 0, 0]], { atEdge: "cut" }).keptLesions).toBe(1);
    expect(pruneLesions(far, [[1, 0, 0]], { atEdge: "displaced" }).keptLesions).toBe(0);
    mask.data[0] = 1;
    expect(pruneLesions(mask, [[1, 0, 0]], { atEdge: "cut" }).keptLesions).toBe(1);
    expect(pruneLesions(mask, [[1, 0, 0]], { atEdge: "displaced" }).keptLesions).toBe(0);
  });

  it("finds the voxel of the centre itself also where the displaced ball misses it", () => {
    const corner: Mask = { data: new Uint8Array(25), shape: [5, 5, 1], affine: affineFromSpacing([1, 1, 1]) };
    corner.data[0] = 1;
    expect(pruneLesions(corner, [[0, 0, 0]], { atEdge: "displaced" }).keptLesions).toBe(1);
  });

  it("reports a centre beyond the grid as missed", () => {
    expect(
      pruneLesions(row("#.."), [
        [50, 0, 0],
        [0, 0, -9],
      ]),
    ).toMatchObject({ keptLesions: 0, missedCentres: [0, 1] });
  });

  it("refuses a negative radius", () => {
    expect(() => pruneLesions(row("#"), [], { radiusVoxels: -1 })).toThrow(
      expect.objectContaining({ code: "OUT_OF_RANGE" }),
    );
  });

  describe("properties", () => {
    it("keeps whole lesions, and every lesion that holds a centre", () => {
      fc.assert(
        fc.property(arbitraryMask(), fc.nat(), (mask, n) => {
          const v = n % mask.data.length;
          const [ni, nj] = mask.shape;
          const centre = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))] as const;
          const { mask: pruned } = pruneLesions(mask, [centre], { radiusVoxels: 0 });
          expect(pruned.data[v]).toBe(mask.data[v]);
          expect(pruneLesions(pruned, [centre], { radiusVoxels: 0 }).mask.data).toEqual(pruned.data);
          expect(pruned.data.every((value, w) => value <= (mask.data[w] as number))).toBe(true);
        }),
      );
    });
  });
});
