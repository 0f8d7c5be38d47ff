import { affineFromSpacing, orientation, spacing, type Volume, type VoxelArray } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { hasScans, readScan } from "../testdata/read-scan.js";
import { DEFAULT_RECIPE } from "./default-recipe.js";
import { parseRecipe } from "./parse-recipe.js";
import { runRecipe } from "./run-recipe.js";

/** A ball of tissue near 100 on any grid. */
function scan(spacingMm: readonly [number, number, number]): Volume {
  const shape = spacingMm.map((mm) => Math.round(36 / mm)) as unknown as Volume["shape"];
  const data = Float32Array.from({ length: shape[0] * shape[1] * shape[2] }, (_, v) => {
    const [i, j, k] = [v % shape[0], Math.floor(v / shape[0]) % shape[1], Math.floor(v / (shape[0] * shape[1]))];
    const mm = [i * spacingMm[0] - 18, j * spacingMm[1] - 18, k * spacingMm[2] - 18] as const;
    if (Math.hypot(...mm) > 16) return 0;
    return 100 + ((v * 7919) % 11) - 5;
  });
  return { data, shape, affine: affineFromSpacing(spacingMm) };
}

function middle({ data, shape: [ni, nj, nk] }: Volume<VoxelArray>): number {
  return data[(ni >> 1) + ni * ((nj >> 1) + nj * (nk >> 1))] ?? Number.NaN;
}

describe("DEFAULT_RECIPE", () => {
  it("is a recipe", () => {
    expect(parseRecipe(DEFAULT_RECIPE)).toBe(DEFAULT_RECIPE);
  });

  it.each<[string, readonly [number, number, number], number]>([
    ["0.8 mm slices", [0.5, 0.5, 0.8], 2],
    ["3 mm slices", [0.9, 0.9, 3], 2],
    ["6.5 mm slices", [0.5, 0.5, 6.5], 2],
    ["sagittal slices of 4 mm", [4, 0.8, 0.8], 0],
    ["cubes of 1 mm", [1, 1, 1], 2],
    ["cubes of 1 mm in a header that rounds", [1.00002, 1, 1.00001], 2],
  ])("brings %s to half a millimetre in plane and one across, tissue at 0", async (_, spacingMm, across) => {
    const { image } = await runRecipe({ image: scan(spacingMm) }, DEFAULT_RECIPE);
    const wanted = [0.5, 0.5, 0.5];
    wanted[across] = 1;
    for (const axis of [0, 1, 2] as const) expect(spacing(image.affine)[axis]).toBeCloseTo(wanted[axis] ?? 0, 6);
    expect(orientation(image.affine)).toBe("RAS");
    expect(Math.abs(middle(image))).toBeLessThan(0.1);
    expect(image.data.every((value) => value >= -1 && value <= 1.5)).toBe(true);
    expect(image.data.includes(-1)).toBe(true);
  });

  it("refuses slices of more than 7.5 mm, with their thickness", async () => {
    await expect(runRecipe({ image: scan([0.9, 0.9, 9]) }, DEFAULT_RECIPE)).rejects.toMatchObject({
      code: "OUT_OF_RANGE",
      message: expect.stringContaining("9.00 mm"),
    });
  });

  it("does not depend on the unit of the image", async () => {
    const image = scan([0.9, 0.9, 3]);
    const times = { ...image, data: image.data.map((value) => value * 8) };
    expect(await differing(image, times)).toBe(0);
  });

  it("makes NaN of a masked scan into background", async () => {
    const masked = scan([1, 1, 1]);
    const data = masked.data.map((value) => (value === 0 ? Number.NaN : value));
    expect(await differing(masked, { ...masked, data })).toBe(0);
  });
});

describe.skipIf(!hasScans())("DEFAULT_RECIPE on a T2*-GRE scan of 7 slices", () => {
  const path = "Notebook-Factory+mri-course/02/multi_TE_data/20191121_150829T2StarMap2D234FOVs007a1001.nii.gz";

  it("brings tissue near 0 and veins far below", async () => {
    const image = readScan(path)[6] as Volume;
    const { image: prepared, brain } = await runRecipe({ image }, DEFAULT_RECIPE);
    const tissue = prepared.data.filter((_, v) => brain?.data[v] === 1).sort() as Float32Array;
    const at = (share: number): number => tissue[Math.floor(share * tissue.length)] ?? Number.NaN;
    expect(Math.abs(at(0.5))).toBeLessThan(0.02);
    // Half of the brain within a quarter of its median, the darkest thousandth at less than half of it.
    expect(at(0.75) - at(0.25)).toBeLessThan(0.5);
    expect(at(0.001)).toBeLessThan(-0.5);
  });
});

/** How many voxels of two prepared images differ. */
async function differing(one: Volume, other: Volume): Promise<number> {
  const first = await runRecipe({ image: one }, DEFAULT_RECIPE);
  const second = await runRecipe({ image: other }, DEFAULT_RECIPE);
  expect(second.image.shape).toEqual(first.image.shape);
  return first.image.data.filter((value, v) => value !== second.image.data[v]).length;
}
