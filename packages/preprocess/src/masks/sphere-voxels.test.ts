import { affineFromSpacing } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fillHoles } from "../fill-holes.js";
import { largestComponent } from "../largest-component.js";
import { maskFromVoxels } from "./mask-from-voxels.js";
import { sphereVoxels } from "./sphere-voxels.js";

const grid = { shape: [9, 9, 9] as const, affine: affineFromSpacing([1, 1, 1]) };
const at = (i: number, j: number, k: number): number => i + 9 * (j + 9 * k);

describe("sphereVoxels", () => {
  it("takes the voxels whose centre is within the radius, the radius itself included", () => {
    // A ball of 2 voxels holds 33 grid points.
    expect(sphereVoxels(grid, [4, 4, 4], { radiusMm: 2 })).toMatchObject({ undilatedVoxels: 33, dilated: false });
    expect(sphereVoxels(grid, [4, 4, 4], { radiusMm: 1.99 }).undilatedVoxels).toBe(27);
  });

  it("is flat on thick slices", () => {
    const thick = { ...grid, affine: affineFromSpacing([0.5, 0.5, 2]) };
    const { voxels } = sphereVoxels(thick, [4, 4, 4], { radiusMm: 1.5 });
    expect(voxels.every((v) => Math.floor(v / 81) === 4)).toBe(true);
    expect(voxels.length).toBe(29);
  });

  it("dilates one to four voxels once, or none", () => {
    expect(sphereVoxels(grid, [4, 4, 4], { radiusMm: 0.5 })).toEqual({
      voxels: Uint32Array.of(at(4, 4, 3), at(4, 3, 4), at(3, 4, 4), at(4, 4, 4), at(5, 4, 4), at(4, 5, 4), at(4, 4, 5)),
      undilatedVoxels: 1,
      dilated: true,
    });
    expect(sphereVoxels(grid, [4, 4, 4], { radiusMm: 0.5, dilateUpToVoxels: 0 }).voxels).toEqual(
      Uint32Array.of(at(4, 4, 4)),
    );
    const flat = { ...grid, affine: affineFromSpacing([1, 9, 9]) };
    // Three in a row stay within a radius of 1.
    expect(sphereVoxels(flat, [4, 4, 4], { radiusMm: 1 })).toMatchObject({ undilatedVoxels: 3, dilated: true });
    expect(sphereVoxels(flat, [4, 4, 4], { radiusMm: 2 })).toMatchObject({ undilatedVoxels: 5, dilated: false });
  });

  it("is cut where the grid ends, and empty beyond", () => {
    expect(sphereVoxels(grid, [0, 0, 0], { radiusMm: 1 })).toMatchObject({ undilatedVoxels: 4, dilated: true });
    expect([...sphereVoxels(grid, [-5, 4, 4], { radiusMm: 2 }).voxels]).toEqual([]);
    expect([...sphereVoxels(grid, [4, 4, 40], { radiusMm: 2 }).voxels]).toEqual([]);
    expect(sphereVoxels(grid, [4, 4, 4], { radiusMm: 1e6 }).voxels.length).toBe(729);
  });

  it.each([
    ["a radius of 0", [4, 4, 4], 0],
    ["a radius that is none", [4, 4, 4], Number.POSITIVE_INFINITY],
    ["a centre that is none", [4, Number.NaN, 4], 1],
  ] as const)("refuses %s", (_, centre, radiusMm) => {
    expect(() => sphereVoxels(grid, centre, { radiusMm })).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
  });

  describe("properties", () => {
    it("is one object by faces and has no holes, wherever its centre lies", () => {
      const length = fc.double({ min: 0.3, max: 3, noNaN: true });
      const position = fc.double({ min: -2, max: 10, noNaN: true });
      const where = fc.tuple(position, position, position);
      fc.assert(
        fc.property(fc.tuple(length, length, length), where, length, (spacingMm, centre, radiusMm) => {
          const there = { ...grid, affine: affineFromSpacing(spacingMm) };
          const ball = maskFromVoxels(sphereVoxels(there, centre, { radiusMm, dilateUpToVoxels: 0 }).voxels, there);
          expect(largestComponent(ball, { connectivity: 6 }).data).toEqual(ball.data);
          expect(fillHoles(ball, { within: "volume" }).data).toEqual(ball.data);
        }),
      );
    });

    it("holds exactly the voxels of the rule", () => {
      const length = fc.double({ min: 0.3, max: 3, noNaN: true });
      const spacing = fc.tuple(length, length, length);
      const centre = fc.tuple(fc.nat(8), fc.nat(8), fc.nat(8));
      fc.assert(
        fc.property(spacing, centre, fc.double({ min: 0.1, max: 5, noNaN: true }), (spacingMm, middle, radiusMm) => {
          const wanted: number[] = [];
          for (let v = 0; v < 729; v++) {
            const voxel = [v % 9, Math.floor(v / 9) % 9, Math.floor(v / 81)];
            const terms = voxel.map(
              (n, axis) => ((n - (middle[axis] ?? 0)) / (radiusMm / (spacingMm[axis] ?? 1))) ** 2,
            );
            if (Math.sqrt(terms.reduce((sum, term) => sum + term)) <= 1) wanted.push(v);
          }
          const options = { radiusMm, dilateUpToVoxels: 0 };
          expect([...sphereVoxels({ ...grid, affine: affineFromSpacing(spacingMm) }, middle, options).voxels]).toEqual(
            wanted,
          );
        }),
      );
    });
  });
});
