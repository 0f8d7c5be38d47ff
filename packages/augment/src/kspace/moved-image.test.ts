import { type Affine, affineFromSpacing } from "@cmb/core";
import { resample } from "@cmb/preprocess";
import { describe, expect, it } from "vitest";
import { madeScene } from "../testdata/made-scene.js";
import { largestDifference } from "../testdata/oracle-cases.js";
import { movedImage } from "./moved-image.js";

describe("movedImage", () => {
  it("equals resample, inside of the image, at its edge and outside", async () => {
    const { image } = madeScene({ affine: affineFromSpacing([0.9, 1.1, 2], [-11, -10, -12]) });
    const [c, s] = [Math.cos(0.2), Math.sin(0.2)];
    const places: readonly Affine[] = [
      [0.9 * c, -1.1 * s, 0, -9, 0.9 * s, 1.1 * c, 0, -12, 0, 0, 2, -12.7, 0, 0, 0, 1],
      [0.9, 0, 0, -14, 0, 1.1 * c, -2 * s, -8, 0, 1.1 * s, 2 * c, -14, 0, 0, 0, 1],
    ];
    for (const affine of places) {
      const moved = await movedImage(image, { affine, outside: -7 });
      const expected = await resample(image, { shape: image.shape, affine }, { outside: -7 });
      // Values near 100 in float32, weights rounded differently.
      expect(largestDifference(moved, expected.data)).toBeLessThan(1e-3);
    }
  });

  it("gives the image back from its own place", async () => {
    const { image } = madeScene();
    const moved = await movedImage(image, { affine: image.affine, outside: 0 });
    expect(largestDifference(moved, image.data)).toBeLessThan(1e-4);
  });
});
