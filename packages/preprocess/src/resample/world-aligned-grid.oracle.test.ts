import { readFileSync } from "node:fs";
import { affineFromSpacing, type Shape } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { largestDifference, resampleFixture } from "../testdata/resample-fixture.js";
import { worldAlignedGrid } from "./world-aligned-grid.js";

type Row = readonly [string, Shape, readonly [number, number, number], Shape];

const published: { readonly rows: readonly Row[] } = JSON.parse(
  readFileSync(new URL("../../../../fixtures/upstream/resample_shapes.json", import.meta.url), "utf8"),
);

describe("worldAlignedGrid beside nilearn.image.resample_img", () => {
  it.each(resampleFixture.worldGrids)("gives the shape, $shape voxels to $spacingMm mm", (one) => {
    const grid = worldAlignedGrid(one, one.spacingMm);
    expect(grid.shape).toEqual(one.expectedShape);
    // Sums of the corners in another order.
    expect(largestDifference(grid.affine, one.expectedAffine)).toBeLessThan(1e-10);
  });

  it.each(published.rows)("gives the published shape at 0.5 mm, %s of %j voxels", (_, shape, spacingMm, expected) => {
    expect(worldAlignedGrid({ shape, affine: affineFromSpacing(spacingMm) }, 0.5).shape).toEqual(expected);
  });
});
