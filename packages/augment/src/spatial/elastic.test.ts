import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import { elastic } from "./elastic.js";

standardTests("elastic", {
  transform: elastic,
  options: { maximumMm: 2 },
  identity: {
    controlShape: [4, 4, 4],
    displacementsMm: new Array<number>(192).fill(0),
    sampling: { interpolation: "linear", labelInterpolation: "nearest", outside: "minimum" },
  },
  identityTolerance: 1e-4,
  moves: true,
  refused: { controlPoints: 3 },
});

describe("elastic", () => {
  const { image } = madeScene();
  const largest = (values: readonly number[]): number => values.reduce((most, one) => Math.max(most, Math.abs(one)), 0);

  it("limits displacements to what cannot fold, or refuses larger ones", async () => {
    // 24 voxels of 0.9 mm over 4 cells are 5.4 mm between control points, of which 0.4 are 2.16.
    const { displacementsMm } = await elastic({ maximumMm: 50 }).sample(createRng(1), image);
    const alongI = displacementsMm.filter((_, n) => n % 3 === 0);
    expect(largest(alongI)).toBeLessThanOrEqual(2.16);
    expect(largest(alongI)).toBeGreaterThan(1.5);
    await expect(elastic({ maximumMm: 50, folding: "refuse" }).sample(createRng(1), image)).rejects.toThrow(
      expect.objectContaining({ code: "OUT_OF_RANGE" }),
    );
  });

  it("refuses parameters that fold a smaller grid", async () => {
    const parameters = await elastic({ maximumMm: 2 }).sample(createRng(1), image);
    const small = madeScene({ shape: [4, 4, 4] });
    await expect(elastic().apply(small.image, parameters)).rejects.toThrow(/can fold from/);
  });

  it("keeps locked layers of control points, and the border of the image with two", async () => {
    const parameters = await elastic({ maximumMm: 2 }).sample(createRng(1), image);
    expect(parameters.displacementsMm.filter((one) => one !== 0)).toHaveLength(3 * 27);
    const after = await elastic().apply(image, parameters);
    const corner = image.data.length - 1;
    expect(after.data[0]).toBeCloseTo(image.data[0] ?? 0, 1);
    expect(after.data[corner]).toBeCloseTo(image.data[corner] ?? 0, 1);
  });
});
