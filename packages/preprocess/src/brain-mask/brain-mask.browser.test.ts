import { expect, it } from "vitest";
import { localBackground } from "../local-background.js";
import { head, overlap } from "../testdata/head.js";
import { brainMask } from "./brain-mask.js";

it("finds the brain and its background in Chromium", async () => {
  const { image, brain } = head({ shape: [64, 76, 60], spacingMm: [3, 3, 3] });
  const { mask, kind } = await brainMask(image);
  expect(kind).toBe("whole-head");
  expect(overlap(mask, brain)).toBeGreaterThan(0.94);
  const { mean } = localBackground(image, mask, { sigmaMm: 9 });
  const middle = 50 + 64 * (38 + 76 * 30);
  expect((image.data[middle] as number) / (mean.data[middle] as number)).toBeCloseTo(1, 1);
});
