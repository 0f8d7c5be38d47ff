import { affineFromSpacing, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { ABOVE_HALF, ABOVE_ZERO } from "../protocols/protocol.js";
import { type ImageWarningOptions, imageWarnings } from "./image-warnings.js";

const shape = [10, 10, 10] as const;
function image(fill: number, ...first: readonly number[]): Volume<Float32Array> {
  const data = new Float32Array(1000).fill(fill);
  data.set(first);
  return { data, shape, affine: affineFromSpacing([1, 1, 1]) };
}
function codes(volume: Volume<Float32Array>, options: Partial<ImageWarningOptions> = {}): readonly string[] {
  const all = { side: "prediction", foreground: ABOVE_ZERO, lesions: [], ...options } as const;
  return imageWarnings(volume, all).map(({ code }) => code);
}

describe("imageWarnings", () => {
  it("has nothing to say of a mask, of labels and of probabilities cut above 0", () => {
    expect(codes(image(0, 1, 1))).toEqual([]);
    expect(codes(image(0, 1, 7, -1))).toEqual([]);
    expect(codes(image(1e-6, 0.9), { foreground: ABOVE_HALF })).toEqual([]);
    expect(codes(image(0, 0.9), { side: "reference" })).toEqual([]);
  });
  it("names probabilities that are cut at 0, and the lesion that they become", () => {
    const [cut, large] = imageWarnings(image(1e-6), {
      side: "prediction",
      foreground: ABOVE_ZERO,
      lesions: [{ sizeVoxels: 1000 }],
    });
    expect(cut?.message).toContain("the prediction is not binary and everything above 0 is lesion");
    expect(large?.message).toContain("has a lesion over 100 % of the grid");
  });
  it("names a lesion from above one hundredth of the grid on", () => {
    expect(codes(image(0, 1), { lesions: [{ sizeVoxels: 10 }, {}] })).toEqual([]);
    expect(codes(image(0, 1), { lesions: [{ sizeVoxels: 11 }], side: "reference" })).toEqual(["LARGE_LESION"]);
  });
  it("names values that no probability has, and NaN", () => {
    expect(codes(image(0, 0.5, -0.1), { foreground: ABOVE_HALF })).toEqual(["OUTSIDE_UNIT"]);
    expect(codes(image(0, 0.5, 1.5), { foreground: ABOVE_HALF })).toEqual(["OUTSIDE_UNIT"]);
    expect(codes(image(0, 1, Number.NaN))).toEqual(["NOT_A_NUMBER"]);
  });
});
