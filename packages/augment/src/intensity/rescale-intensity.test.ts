import { affineFromSpacing, createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { standardTests } from "../testdata/standard-tests.js";
import { rescaleIntensity } from "./rescale-intensity.js";

standardTests("rescaleIntensity", {
  transform: rescaleIntensity,
  options: { minimum: 0.1 },
  identity: undefined,
  moves: false,
  refused: { upper: 101 },
  isFixed: true,
});

describe("rescaleIntensity", () => {
  it("brings percentiles to two values and limits the rest, without inverting", async () => {
    const volume = { data: Float32Array.of(0, 5, 10), shape: [3, 1, 1] as const, affine: affineFromSpacing([1, 1, 1]) };
    const rescale = rescaleIntensity({ minimum: 4, maximum: 2, upper: 50 });
    const { data } = await rescale.apply(volume, await rescale.sample(createRng(1), volume));
    expect([...data]).toStrictEqual([2, 4, 4]);
  });

  it("makes an image of one value the minimum", async () => {
    const volume = { data: Float32Array.of(7, 7), shape: [2, 1, 1] as const, affine: affineFromSpacing([1, 1, 1]) };
    expect([
      ...(await rescaleIntensity().apply(volume, { lower: 0, upper: 100, minimum: 0, maximum: 1 })).data,
    ]).toStrictEqual([0, 0]);
  });
});
