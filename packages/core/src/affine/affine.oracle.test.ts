import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Affine, VoxelIndex, WorldPoint } from "../volume.js";
import { affineDeterminant } from "./affine-determinant.js";
import { axisDirections } from "./axis-directions.js";
import { composeAffines } from "./compose-affines.js";
import { invertAffine } from "./invert-affine.js";
import { orientation } from "./orientation.js";
import { spacing } from "./spacing.js";
import { voxelToWorld } from "./voxel-to-world.js";
import { worldToVoxel } from "./world-to-voxel.js";

interface Case {
  readonly affine: Affine;
  readonly inverse: Affine;
  readonly determinant: number;
  readonly spacing: readonly number[];
  readonly orientation: string;
  readonly directions: readonly (readonly number[])[];
  readonly voxels: readonly VoxelIndex[];
  readonly worlds: readonly WorldPoint[];
}
type Group = "oblique" | "sheared" | "axisOrders";
const oracle: Readonly<Record<Group, readonly Case[]>> & { readonly composed: readonly Affine[] } = JSON.parse(
  readFileSync(new URL("../../../../fixtures/core/affines.json", import.meta.url), "utf8"),
);

/** Both sides round in float64; the values reach a few hundred, so 1e-12 of the largest is a few units in the last place. */
function expectClose(actual: readonly number[], expected: readonly number[]): void {
  const tolerance = 1e-12 * Math.max(1, ...expected.map(Math.abs));
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, n) => {
    expect(Math.abs(value - (expected[n] ?? Number.NaN))).toBeLessThanOrEqual(tolerance);
  });
}

describe.each<[Group, number]>([
  ["oblique", 150],
  ["sheared", 100],
  ["axisOrders", 48],
])("the %s affines of nibabel and numpy", (group, count) => {
  const cases = oracle[group];

  it(`are ${count}`, () => {
    expect(cases).toHaveLength(count);
  });

  it("have nibabel's orientation codes and directions", () => {
    for (const { affine, orientation: code, directions } of cases) {
      expect(orientation(affine)).toBe(code);
      expect(axisDirections(affine).map(({ world, sign }) => [world, sign])).toEqual(directions);
    }
  });

  it("have nibabel's voxel sizes", () => {
    for (const { affine, spacing: expected } of cases) expectClose(spacing(affine), expected);
  });

  it("have numpy's inverse and determinant", () => {
    for (const { affine, inverse, determinant } of cases) {
      expectClose(invertAffine(affine), inverse);
      expectClose([affineDeterminant(affine)], [determinant]);
    }
  });

  it("map points as nibabel does, and back", () => {
    for (const { affine, voxels, worlds } of cases) {
      voxels.forEach((voxel, n) => {
        const world = worlds[n] ?? [Number.NaN, Number.NaN, Number.NaN];
        expectClose(voxelToWorld(affine, voxel), world);
        worldToVoxel(affine, world).forEach((value, axis) => {
          expect(value).toBeCloseTo(voxel[axis] ?? Number.NaN, 9);
        });
      });
    }
  });
});

describe("composeAffines beside numpy", () => {
  it("gives the matrix product", () => {
    const sheared = oracle.sheared.slice(0, 20);
    expect(oracle.composed).toHaveLength(19);
    oracle.composed.forEach((expected, n) => {
      const [outer, inner] = sheared.slice(n, n + 2);
      expectClose(outer && inner ? composeAffines(outer.affine, inner.affine) : [], expected);
    });
  });
});
