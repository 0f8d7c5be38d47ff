import type { VoxelIndex } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distinctCentres, fromOneBased } from "./centres.js";

describe("distinctCentres", () => {
  it("keeps the first of equal centres and of face neighbours, and all that are further apart", () => {
    const all: VoxelIndex[] = [
      [5, 5, 5],
      [5, 5, 5],
      [5, 6, 5],
      [6, 6, 5],
    ];
    const { centres, warnings } = distinctCentres(all);
    expect(centres).toEqual([
      [5, 5, 5],
      [6, 6, 5],
    ]);
    expect(warnings[0]?.message).toMatch(/^2 of 4 centres/);
  });
});

describe("properties", () => {
  const at = fc.integer({ min: 0, max: 4 });
  const centres = fc.array(fc.tuple(at, at, at), { maxLength: 20 });

  it("changes nothing when it is applied again", () => {
    fc.assert(
      fc.property(centres, (all) => {
        const once = distinctCentres(all).centres;
        expect(distinctCentres(once)).toEqual({ centres: once, warnings: [] });
      }),
    );
  });

  it("keeps a centre within one step of every centre", () => {
    fc.assert(
      fc.property(centres, (all) => {
        const kept = distinctCentres(all).centres;
        const near = (a: VoxelIndex, b: VoxelIndex) =>
          a.reduce((sum, n, axis) => sum + Math.abs(n - (b[axis] ?? 0)), 0) <= 1;
        expect(all.every((centre) => kept.some((other) => near(centre, other)))).toBe(true);
      }),
    );
  });

  it("counts each axis from 0", () => {
    fc.assert(
      fc.property(fc.tuple(at, at, at), ([x, y, z]) => {
        expect(fromOneBased([x + 1, y + 1, z + 1])).toEqual([x, y, z]);
      }),
    );
  });
});
