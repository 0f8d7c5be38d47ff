import { affineFromSpacing, type Volume } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resampleLabels } from "./resample-labels.js";

describe("nearestSlabInto", () => {
  it("gives each voxel the nearest label of the source, where rows and slices repeat and where they end", async () => {
    const step = fc.double({ min: 0.2, max: 3, noNaN: true });
    const offset = fc.double({ min: -3, max: 3, noNaN: true });
    const grids = fc.record({ steps: fc.tuple(step, step, step), offsets: fc.tuple(offset, offset, offset) });
    const data = Uint8Array.from({ length: 60 }, (_, v) => v + 1);
    const source: Volume<Uint8Array> = { data, shape: [5, 4, 3], affine: affineFromSpacing([1, 1, 1]) };
    await fc.assert(
      fc.asyncProperty(grids, async ({ steps, offsets }) => {
        const grid = { shape: [7, 6, 8] as const, affine: affineFromSpacing(steps, offsets) };
        const { data: found } = await resampleLabels(source, grid);
        const at = (axis: 0 | 1 | 2, t: number): number => t * steps[axis] + offsets[axis];
        const expected = Uint8Array.from({ length: 7 * 6 * 8 }, (_, v) => {
          const position = [at(0, v % 7), at(1, Math.floor(v / 7) % 6), at(2, Math.floor(v / 42))] as const;
          const [i, j, k] = position.map((p) => Math.floor(p + 0.5 + 1e-6)) as [number, number, number];
          const isInside = position.every((p, axis) => p >= -0.5 - 1e-5 && p <= ([4.5, 3.5, 2.5][axis] ?? 0) + 1e-5);
          const held = (n: number, last: number): number => Math.min(last, Math.max(0, n));
          return isInside ? (data[held(i, 4) + 5 * (held(j, 3) + 4 * held(k, 2))] as number) : 0;
        });
        expect(found).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });
});
