import { readFileSync } from "node:fs";
import type { Affine, Mask, Shape, Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { regionModelFromMask } from "./region-model-from-mask.js";
import { type RecipeResult, runRecipe } from "./run-recipe.js";
import { upstreamRecipe } from "./upstream-recipe.js";

interface Scan {
  readonly shape: Shape;
  readonly affine: Affine;
  readonly image: readonly (number | null)[];
  readonly labels: readonly number[];
  readonly brain: readonly number[];
  readonly outShape: Shape;
  readonly outAffine: Affine;
  /** Every seventh voxel. */
  readonly outImage: readonly number[];
  readonly resampledLabels: readonly number[];
  readonly pruned: readonly number[];
  readonly cleaned: readonly number[];
  readonly rows: readonly { readonly centre: readonly number[]; readonly size: number; readonly radius: number }[];
}

const { scans }: { readonly scans: readonly Scan[] } = JSON.parse(
  readFileSync(new URL("../../../../fixtures/masks/upstream.json", import.meta.url), "utf8"),
);

/** The fixture holds value, length, value, length, … */
function expanded(runs: readonly number[]): number[] {
  return runs.flatMap((value, n) => (n % 2 === 0 ? new Array<number>(runs[n + 1] ?? 0).fill(value) : []));
}

function volumesOf({ shape, affine, image, labels, brain }: Scan): Record<"image" | "labels" | "brain", Volume | Mask> {
  return {
    image: { data: Float32Array.from(image, (value) => value ?? Number.NaN), shape, affine },
    labels: { data: Uint8Array.from(expanded(labels)), shape, affine },
    brain: { data: Uint8Array.from(expanded(brain)), shape, affine },
  };
}

/** The recipe up to a kind of step, that one included. */
function upTo(scan: Scan, last: string): Promise<RecipeResult> {
  const recipe = upstreamRecipe();
  const end = recipe.steps.findIndex(({ step }) => step === last) + 1;
  const { image, labels, brain } = volumesOf(scan);
  const regionModel = regionModelFromMask(brain, { id: "drawn" });
  return runRecipe({ image, labels }, { ...recipe, steps: recipe.steps.slice(0, end) }, { regionModel });
}

describe("upstreamRecipe beside nibabel, nilearn and SciPy", () => {
  it.each(scans.map((scan, n) => [n, scan] as const))("gives the same grid and voxels, scan %d", async (_, scan) => {
    const { image, labels } = await upTo(scan, "resample");
    expect(image.shape).toEqual(scan.outShape);
    for (const [n, value] of image.affine.entries()) expect(value).toBeCloseTo(scan.outAffine[n] ?? Number.NaN, 8);
    // Values to 120 in float32, and three digits in the fixture.
    const worst = scan.outImage.reduce(
      (most, value, n) => Math.max(most, Math.abs(value - (image.data[7 * n] ?? 1e9))),
      0,
    );
    expect(worst).toBeLessThan(1e-3);
    expect([...(labels?.data ?? [])]).toEqual(expanded(scan.resampledLabels));
  });

  it.each(scans.map((scan, n) => [n, scan] as const))("prunes and cleans alike, scan %d", async (_, scan) => {
    expect([...((await upTo(scan, "prune")).labels?.data ?? [])]).toEqual(expanded(scan.pruned));
    const { labels, lesions = [] } = await upTo(scan, "clean");
    expect([...(labels?.data ?? [])]).toEqual(expanded(scan.cleaned));
    const rows = lesions.map(({ centreVoxel, sizeVoxels, radiusVoxels }) => ({
      centre: [...centreVoxel],
      size: sizeVoxels,
      radius: radiusVoxels,
    }));
    expect(rows).toHaveLength(scan.rows.length);
    expect(rows).toEqual(expect.arrayContaining([...scan.rows]));
  });
});
