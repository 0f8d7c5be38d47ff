import { describe, expect, it } from "vitest";
import { gaussianNoise } from "../intensity/gaussian-noise.js";
import { motion } from "../kspace/motion.js";
import { madeScene } from "../testdata/made-scene.js";
import { eachSlab } from "./each-slab.js";

describe("eachSlab", () => {
  it("covers every value once, in order", async () => {
    const runs: (readonly [number, number])[] = [];
    await eachSlab(10, { stage: "test", slab: 4 }, (from, to) => runs.push([from, to]));
    expect(runs).toStrictEqual([
      [0, 4],
      [4, 8],
      [8, 10],
    ]);
  });

  it("stops where the signal says so, and so do transforms", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(eachSlab(10, { stage: "test", signal }, () => undefined)).rejects.toThrow("enough");
    const { image } = madeScene();
    const noise = { standardDeviation: 1, unit: "value", seed: 1 } as const;
    await expect(gaussianNoise().apply(image, noise, { signal })).rejects.toThrow("enough");
    const still = { time: 0.3, degrees: [1, 0, 0], translationMm: [0, 0, 0] } as const;
    await expect(motion().apply(image, { axis: 1, movements: [still] }, { signal })).rejects.toThrow("enough");
  });
});
