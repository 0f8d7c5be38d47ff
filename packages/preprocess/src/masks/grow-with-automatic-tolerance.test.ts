import { affineFromSpacing, type Volume } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { growRegion } from "./grow-region.js";
import { growWithAutomaticTolerance } from "./grow-with-automatic-tolerance.js";
import type { GrowthRule } from "./region-grower.js";

const affine = affineFromSpacing([1, 1, 1]);
const POINT: GrowthRule = { connectivity: 6, reference: "point", difference: "normal" };

function row(...values: readonly number[]): Volume {
  return { data: Float32Array.from(values), shape: [values.length, 1, 1], affine };
}

describe("growWithAutomaticTolerance", () => {
  it("takes the tolerance before the region leaks out", async () => {
    const lesion = row(...new Array<number>(8).fill(100), 12, 10, 11, ...new Array<number>(8).fill(100));
    const options = { ...POINT, maximumVoxels: 9, tolerances: [1, 2, 3, 4, 20, 50, 80, 87, 88, 89, 90] };
    const region = await growWithAutomaticTolerance(lesion, [[9, 0, 0]], options);
    expect(region.sizesVoxels).toEqual([2, 3, 3, 3, 3, 3, 3, 3, 10]);
    expect(region).toMatchObject({ chosenBy: "knee", toleranceIndex: 7, tolerance: 87, exceeded: false });
    expect([...region.voxels]).toEqual([8, 9, 10]);
  });

  it("takes the last but one where the curve has no knee", async () => {
    const flat = await growWithAutomaticTolerance(row(0, 50), [[0, 0, 0]], { ...POINT, tolerances: [1, 2, 3] });
    expect(flat).toMatchObject({ chosenBy: "lastButOne", toleranceIndex: 1, sizesVoxels: [1, 1, 1] });
    const single = await growWithAutomaticTolerance(row(0, 0, 0), [[0, 0, 0]], {
      ...POINT,
      maximumVoxels: 1,
      tolerances: [1, 2],
    });
    expect(single).toMatchObject({ chosenBy: "lastButOne", toleranceIndex: 0, exceeded: true, sizesVoxels: [2] });
  });

  it("keeps the largest object by faces of what grew over corners", async () => {
    const data = Float32Array.of(1, 9, 9, 1, 1, 9, 9, 9, 1);
    const volume = { data, shape: [3, 3, 1] as const, affine };
    const region = await growWithAutomaticTolerance(volume, [[0, 0, 0]], {
      ...POINT,
      connectivity: 26,
      tolerances: [1, 2],
    });
    expect(region.sizesVoxels).toEqual([4, 4]);
    expect([...region.voxels]).toEqual([0, 3, 4]);
  });

  it("can be stopped", async () => {
    const stopped = growWithAutomaticTolerance(row(0, 1), [[0, 0, 0]], {
      ...POINT,
      tolerances: [1],
      signal: AbortSignal.abort(new Error("enough")),
    });
    await expect(stopped).rejects.toThrow("enough");
  });

  it.each([
    ["none", []],
    ["one that does not rise", [1, 1]],
    ["NaN", [Number.NaN]],
  ])("refuses tolerances: %s", async (_, tolerances) => {
    await expect(growWithAutomaticTolerance(row(0, 1), [[0, 0, 0]], { ...POINT, tolerances })).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
    });
  });

  describe("properties", () => {
    it("gives the size that each tolerance gives by itself", async () => {
      const cases = fc.record({
        data: fc.float32Array({ minLength: 120, maxLength: 120, min: -3, max: 30, noNaN: true }),
        seed: fc.tuple(fc.nat(5), fc.nat(4), fc.nat(3)),
        steps: fc.array(fc.double({ min: 0.01, max: 3, noNaN: true }), { minLength: 1, maxLength: 30 }),
        rule: fc.record({
          connectivity: fc.constantFrom(6 as const, 26 as const),
          reference: fc.constantFrom("point" as const, "average" as const, "runningAverage" as const),
          difference: fc.constantFrom("normal" as const, "relative" as const),
          maximumDistanceVoxels: fc.double({ min: 1, max: 6, noNaN: true }),
          maximumVoxels: fc.integer({ min: 1, max: 120 }),
        }),
      });
      await fc.assert(
        fc.asyncProperty(cases, async ({ data, seed, steps, rule }) => {
          const volume: Volume = { data, shape: [6, 5, 4], affine };
          let total = 0;
          const tolerances = steps.map((step) => (total += step));
          const { sizesVoxels } = await growWithAutomaticTolerance(volume, [seed], { ...rule, tolerances });
          const alone = tolerances.map((tolerance) => growRegion(volume, [seed], { ...rule, tolerance }));
          const end = alone.findIndex(({ exceeded }) => exceeded);
          expect(sizesVoxels).toEqual(
            alone.slice(0, end === -1 ? undefined : end + 1).map(({ voxels }) => voxels.length),
          );
        }),
        { numRuns: 300 },
      );
    });
  });
});
