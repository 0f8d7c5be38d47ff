import { affineFromSpacing } from "@cmb/core";
import { arbitraryVolume } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findPeaks } from "./find-peaks.js";

const affine = affineFromSpacing([1, 1, 1]);
const all = { minResponse: 0.5, separationMm: 0.5, limit: 100 };

function line(values: readonly number[]) {
  const shape = [values.length, 1, 1] as const;
  return {
    response: { data: new Float32Array(values), shape, affine },
    mask: { data: new Uint8Array(values.length).fill(1), shape, affine },
  };
}

describe("findPeaks", () => {
  it("gives the local maxima, strongest first", () => {
    const { response, mask } = line([0, 3, 1, 4, 0.9, 0, 0.6]);
    expect(findPeaks(response, mask, all).map(({ i }) => i)).toEqual([3, 1, 6]);
  });

  it("leaves out what is weak, outside of the mask or beyond the limit", () => {
    const { response, mask } = line([0, 3, 1, 4, 0.9, 0, 0.4]);
    mask.data[1] = 0;
    expect(findPeaks(response, mask, all).map(({ i }) => i)).toEqual([3]);
    const five = line([1, 0, 2, 0, 3]);
    expect(findPeaks(five.response, five.mask, { ...all, limit: 2 }).map(({ i }) => i)).toEqual([4, 2]);
  });

  it("keeps the stronger of two that are too close", () => {
    const { response, mask } = line([1, 0, 2, 0, 0, 1.5]);
    expect(findPeaks(response, mask, { ...all, separationMm: 2.5 }).map(({ i }) => i)).toEqual([2, 5]);
  });

  it("counts a plateau once", () => {
    const { response, mask } = line([0, 2, 2, 0]);
    expect(findPeaks(response, mask, all).map(({ i }) => i)).toEqual([1]);
  });
});

describe("properties", () => {
  it("keeps its peaks apart, and the highest voxel is the first of them", () => {
    fc.assert(
      fc.property(arbitraryVolume({ maxLength: 6 }), (response) => {
        const mask = { ...response, data: new Uint8Array(response.data.length).fill(1) };
        const options = { minResponse: Number.NEGATIVE_INFINITY, separationMm: 3, limit: 1000 };
        const grid = { ...response, affine };
        const peaks = findPeaks(grid, { ...mask, affine }, options);
        expect(peaks[0]?.response).toBe(response.data.reduce((a, b) => Math.max(a, b)));
        for (const [n, a] of peaks.entries()) {
          for (const b of peaks.slice(n + 1))
            expect(Math.hypot(a.i - b.i, a.j - b.j, a.k - b.k)).toBeGreaterThanOrEqual(3);
        }
      }),
    );
  });
});
