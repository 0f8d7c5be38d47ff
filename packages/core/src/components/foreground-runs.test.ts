import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { affineFromSpacing } from "../affine/affine-from-spacing.js";
import { arbitraryMask } from "../testing.js";
import { foregroundRuns } from "./foreground-runs.js";

const affine = affineFromSpacing([1, 1, 1]);

describe("foregroundRuns", () => {
  it("parts a run at the end of a row, though memory goes on", () => {
    const data = Uint8Array.of(0, 1, 1, 1, 0, 1);
    const { first, end, shape } = foregroundRuns({ data, shape: [3, 2, 1], affine });
    expect([...first]).toEqual([1, 3, 5]);
    expect([...end]).toEqual([3, 4, 6]);
    expect(shape).toEqual([3, 2, 1]);
  });

  it("counts every voxel that is not 0, NaN and negative numbers too", () => {
    const { first } = foregroundRuns({ data: Float32Array.of(Number.NaN, 0, -1, -0), shape: [4, 1, 1], affine });
    expect([...first]).toEqual([0, 2]);
  });

  it("gives nothing for an empty mask", () => {
    expect(foregroundRuns({ data: new Uint8Array(8), shape: [2, 2, 2], affine }).first).toHaveLength(0);
  });

  describe("properties", () => {
    it("covers the foreground and nothing else, in runs that cannot be longer", () => {
      fc.assert(
        fc.property(arbitraryMask({ maxLength: 9 }), (mask) => {
          const { first, end } = foregroundRuns(mask);
          const painted = new Uint8Array(mask.data.length);
          first.forEach((v, run) => {
            painted.fill(1, v, end[run]);
            const continues = v === end[run - 1] && v % mask.shape[0] !== 0;
            expect(continues).toBe(false);
            expect(Math.floor(v / mask.shape[0])).toBe(Math.floor(((end[run] ?? 0) - 1) / mask.shape[0]));
          });
          expect(painted).toEqual(mask.data);
        }),
      );
    });
  });
});
