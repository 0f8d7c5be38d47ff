import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import { motion } from "./motion.js";

standardTests("motion", {
  transform: motion,
  options: {},
  identity: { axis: 2, movements: [] },
  moves: false,
  refused: { movements: -1 },
});

describe("motion", () => {
  it("leaves the image alone when nobody moves by anything", async () => {
    const { image } = madeScene();
    const still = { time: 0.3, degrees: [0, 0, 0], translationMm: [0, 0, 0] } as const;
    const { data } = await motion().apply(image, { axis: 1, movements: [still, { ...still, time: 0.7 }] });
    expect(Math.max(...data.map((value, v) => Math.abs(value - (image.data[v] as number))))).toBeLessThan(1e-4);
  });

  it("keeps the middle of k-space where the labels are: the mean is that of the unmoved image", async () => {
    const { image } = madeScene();
    const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    for (const times of [
      [0.2, 0.4],
      [0.3, 0.8],
      [0.6, 0.9],
    ] as const) {
      const movements = times.map((time) => ({ time, degrees: [0, 0, 0], translationMm: [6, 0, 0] }) as const);
      expect(
        Math.abs(mean((await motion().apply(image, { axis: 1, movements })).data) - mean(image.data)),
      ).toBeLessThan(1e-3);
    }
  });

  it("draws movements in the order of time", async () => {
    const { image } = madeScene();
    for (let seed = 0; seed < 20; seed++) {
      const { movements } = await motion({ movements: 5 }).sample(createRng(seed), image);
      expect(movements.every(({ time }, n) => n === 0 || time > (movements[n - 1]?.time ?? 1))).toBe(true);
    }
  });
});
