import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Affine, Shape } from "../volume.js";
import { connectedComponents } from "./connected-components.js";
import { regionStatistics } from "./region-statistics.js";

interface Region {
  readonly sizeVoxels: number;
  readonly volumeMm3: number;
  readonly centroidVoxel: readonly number[];
  readonly centroidMm: readonly number[];
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly principalVariancesMm2: readonly number[];
}
interface Case {
  readonly shape: Shape;
  readonly affine: Affine;
  readonly mask: readonly number[];
  readonly regions: readonly Region[];
}
const { regions: cases }: { readonly regions: readonly Case[] } = JSON.parse(
  readFileSync(new URL("../../../../fixtures/core/components.json", import.meta.url), "utf8"),
);

/** The fixture holds value, length, value, length, … */
function expanded(runs: readonly number[]): number[] {
  return runs.flatMap((value, n) => (n % 2 === 0 ? new Array<number>(runs[n + 1] ?? 0).fill(value) : []));
}

/** Positions of up to a few hundred mm and their squares, summed in float64 in another order. */
function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, n) => {
    const wanted = expected[n] ?? Number.NaN;
    expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-10 + 1e-12 * Math.abs(wanted));
  });
}

describe("regionStatistics beside scikit-image and numpy", () => {
  it.each(cases)("measures every object of an oblique mask of shape $shape", ({ shape, affine, mask, regions }) => {
    const data = Uint8Array.from(expanded(mask));
    const statistics = regionStatistics(connectedComponents({ data, shape, affine }, { connectivity: 26 }));
    expect(statistics).toHaveLength(regions.length);
    statistics.forEach((actual, n) => {
      const expected = regions[n];
      if (expected === undefined) return;
      expect(actual.sizeVoxels).toBe(expected.sizeVoxels);
      expect(actual.boundingBox).toEqual({ first: expected.first, last: expected.last });
      expectClose([actual.volumeMm3], [expected.volumeMm3]);
      expectClose(actual.centroidVoxel, expected.centroidVoxel);
      expectClose(actual.centroidMm, expected.centroidMm);
      expectClose(actual.principalVariancesMm2, expected.principalVariancesMm2);
    });
  });
});
