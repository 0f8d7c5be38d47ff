import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { bytesOf } from "../testdata/comparable.js";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import { histogramShift } from "./histogram-shift.js";

standardTests("histogramShift", {
  transform: histogramShift,
  options: {},
  identity: { curve: [0, 0.5, 1] },
  moves: false,
  identityTolerance: 2e-5,
  refused: { points: 2 },
});

describe("histogramShift", () => {
  it("draws curves that rise from 0 to 1", async () => {
    const { image } = madeScene();
    for (let seed = 0; seed < 50; seed++) {
      const { curve } = await histogramShift({ points: 7 }).sample(createRng(seed), image);
      expect([curve[0], curve[6]]).toStrictEqual([0, 1]);
      expect(curve.every((value, n) => n === 0 || value >= (curve[n - 1] as number))).toBe(true);
    }
  });

  it("leaves an image of one value alone", async () => {
    const { image } = madeScene();
    const flat = { ...image, data: new Float32Array(image.data.length).fill(3) };
    expect(bytesOf((await histogramShift().apply(flat, { curve: [0, 0.9, 1] })).data)).toBe(bytesOf(flat.data));
  });
});
