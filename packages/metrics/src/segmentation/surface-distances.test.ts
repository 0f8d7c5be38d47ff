import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { paintBoxes } from "../testdata/boxes.js";
import { surfaceDistances } from "./surface-distances.js";

const shape = [8, 8, 8] as const;
const spacingMm = [1, 1, 2] as const;
const one = paintBoxes(shape, spacingMm, [[2, 2, 2, 3, 3, 3]]);
const far = paintBoxes(shape, spacingMm, [[2, 2, 4, 3, 3, 5]]);
const empty = paintBoxes(shape, spacingMm, []);

describe("surfaceDistances", () => {
  it("measures in mm from voxel centre to voxel centre", () => {
    const distances = surfaceDistances(one, far);
    expect([...distances.referenceToPredictionMm]).toEqual([4]);
    expect([...distances.predictionToReferenceMm]).toEqual([4]);
  });
  it("leaves the inside of a lesion out and takes the edge of the grid for background", () => {
    const cube = paintBoxes(shape, spacingMm, [[2, 2, 2, 5, 5, 5]]);
    expect(surfaceDistances(cube, cube).referenceToPredictionMm).toHaveLength(26);
    const full = paintBoxes(shape, spacingMm, [[0, 0, 0, 8, 8, 8]]);
    expect(surfaceDistances(full, full).referenceToPredictionMm).toHaveLength(8 ** 3 - 6 ** 3);
  });
  it("treats a single slice as a 2-D image", () => {
    const slice = paintBoxes([8, 8, 1], [1, 1, 1], [[1, 1, 0, 6, 6, 1]]);
    expect(surfaceDistances(slice, slice).referenceToPredictionMm).toHaveLength(16);
  });
  it("gives Infinity towards an empty mask and nothing from one", () => {
    const distances = surfaceDistances(one, empty);
    expect([...distances.referenceToPredictionMm]).toEqual([Number.POSITIVE_INFINITY]);
    expect(distances.predictionToReferenceMm).toHaveLength(0);
  });
  it("refuses grids of different sizes", () => {
    expect(() => surfaceDistances(one, paintBoxes([4, 4, 4], spacingMm, []))).toThrow("resample");
  });
});

describe("properties", () => {
  it("agrees with distances measured pair by pair", () => {
    const size = 5 * 4 * 3;
    const mask = fc.uint8Array({ minLength: size, maxLength: size, max: 1 });
    fc.assert(
      fc.property(mask, mask, (left, right) => {
        const grid = paintBoxes([5, 4, 3], [0.5, 1, 2], []);
        const { referenceToPredictionMm } = surfaceDistances({ ...grid, data: left }, { ...grid, data: right });
        const places = (data: Uint8Array): number[][] =>
          surfaceOf(data).map((v) => [(v % 5) * 0.5, Math.floor(v / 5) % 4, Math.floor(v / 20) * 2]);
        const expected = places(left).map((a) =>
          places(right).reduce(
            (least, b) => Math.min(least, Math.hypot(...a.map((x, n) => x - (b[n] ?? 0)))),
            Number.POSITIVE_INFINITY,
          ),
        );
        expect([...referenceToPredictionMm]).toEqual(expected.map((distance) => expect.closeTo(distance, 12)));
      }),
    );
  });
});

describe("properties of few voxels in a large grid", () => {
  it("agrees with distances measured pair by pair", () => {
    const voxels = fc.uniqueArray(fc.nat(39 * 29 * 19), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(voxels, voxels, (left, right) => {
        const grid = paintBoxes([39, 29, 20], [0.5, 1, 2], []);
        const mask = (list: readonly number[]): typeof grid => {
          const data = new Float32Array(grid.data.length);
          for (const v of list) data[v] = 1;
          return { ...grid, data };
        };
        // So few of so many: each foreground voxel but those that lie within six others is a surface voxel.
        const { referenceToPredictionMm } = surfaceDistances(mask(left), mask(right));
        const place = (v: number): number[] => [(v % 39) * 0.5, Math.floor(v / 39) % 29, Math.floor(v / (39 * 29)) * 2];
        const sorted = [...left].sort((a, b) => a - b);
        const expected = sorted.map((a) =>
          Math.min(...right.map((b) => Math.hypot(...place(a).map((x, n) => x - (place(b)[n] ?? 0))))),
        );
        expect([...referenceToPredictionMm]).toEqual(expected.map((distance) => expect.closeTo(distance, 12)));
      }),
    );
  });
});

/** Surface voxels found the slow way on the 5 × 4 × 3 grid. */
function surfaceOf(data: Uint8Array): number[] {
  const at = (i: number, j: number, k: number): number =>
    i < 0 || j < 0 || k < 0 || i > 4 || j > 3 || k > 2 ? 0 : (data[i + 5 * (j + 4 * k)] ?? 0);
  return [...data.keys()].filter((v) => {
    const [i, j, k] = [v % 5, Math.floor(v / 5) % 4, Math.floor(v / 20)];
    const around = [
      at(i - 1, j, k),
      at(i + 1, j, k),
      at(i, j - 1, k),
      at(i, j + 1, k),
      at(i, j, k - 1),
      at(i, j, k + 1),
    ];
    return data[v] === 1 && around.includes(0);
  });
}
