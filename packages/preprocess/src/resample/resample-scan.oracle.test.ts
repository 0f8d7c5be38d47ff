import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Affine, affineFromSpacing, composeAffines, type Shape, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { largestDifference } from "../testdata/resample-fixture.js";
import type { Grid } from "./grid.js";
import { resample } from "./resample.js";

interface ScanFixture {
  readonly move: Affine;
  readonly cases: readonly {
    readonly order: 0 | 1 | 3;
    readonly grid: Grid;
    readonly sum: number;
    readonly maximum: number;
    readonly every41st: readonly number[];
  }[];
}

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const fixture: ScanFixture = JSON.parse(readFileSync(join(root, "fixtures/resample/scan.json"), "utf8"));
const folder = process.env["CMB_TEST_DATA"] ?? join(root, "../shared/data");
const path = join(folder, "nipy+nibabel/nibabel/tests/data/anatomical.nii");
const there = existsSync(path);
if (!there) process.stderr.write(`skipped: no scan at ${path}; set CMB_TEST_DATA to the folder of test data\n`);

/** The scan as its header describes it: big-endian int16, voxels of 2 mm, i to the left. */
function anatomical(): Volume {
  const bytes = readFileSync(path);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape: Shape = [view.getInt16(42), view.getInt16(44), view.getInt16(46)];
  const count = shape[0] * shape[1] * shape[2];
  const data = Float32Array.from({ length: count }, (_, v) => view.getInt16(352 + 2 * v));
  const [a, b, c, d, e, f, g, h, i, j, k, l] = Array.from({ length: 12 }, (_, n) => view.getFloat32(280 + 4 * n));
  return { data, shape, affine: [a, b, c, d, e, f, g, h, i, j, k, l, 0, 0, 0, 1] as unknown as Affine };
}

describe.skipIf(!there)("resample of a moved scan beside nibabel, whose result SPM shares to 0.014", () => {
  const named = fixture.cases.map((one) => ({ ...one, voxels: one.grid.shape.join("×") }));

  it.each(named)("agrees to 0.01 of values up to 21,000, order $order, $voxels voxels", async (one) => {
    const scan = anatomical();
    expect(scan.affine.slice(0, 3)).toEqual(affineFromSpacing([-2, 2, 2]).slice(0, 3));
    const moved = { ...scan, affine: composeAffines(fixture.move, scan.affine) };
    const interpolation = ({ 0: "nearest", 1: "linear", 3: "cubic" } as const)[one.order];
    const { data } = await resample(moved, one.grid, { interpolation, inside: "centres" });
    const sampled = data.filter((_, v) => v % 41 === 0);
    expect(largestDifference(sampled, one.every41st)).toBeLessThan(0.01);
    expect(data.reduce((most, value) => Math.max(most, value), 0)).toBeCloseTo(one.maximum, 1);
    expect(data.reduce((sum, value) => sum + value, 0) / one.sum).toBeCloseTo(1, 6);
  });
});
