import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { augment } from "../augment.js";
import { madeScene } from "../testdata/made-scene.js";
import { add } from "../testdata/made-transforms.js";
import { withProbability } from "./with-probability.js";

const scene = madeScene({ shape: [2, 2, 2] });

describe("withProbability", () => {
  it("makes the transform in that share of the samples", async () => {
    const made = await Promise.all(
      Array.from({ length: 400 }, (_, n) => augment(scene, withProbability(add(), 0.3), createRng(n))),
    );
    const share = made.filter(({ history }) => history.steps.length === 1).length / 400;
    // Four standard deviations of a binomial share.
    expect(Math.abs(share - 0.3)).toBeLessThan(0.092);
  });

  it("gives the scene itself back where nothing is made, and always makes what is certain", async () => {
    expect((await augment(scene, withProbability(add(), 0), createRng(1))).scene).toBe(scene);
    expect((await augment(scene, withProbability(add(), 1), createRng(1))).history.steps).toHaveLength(1);
  });

  it("refuses what is no probability", () => {
    for (const wrong of [-0.1, 1.1, Number.NaN]) {
      expect(() => withProbability(add(), wrong)).toThrow(/withProbability\.probability/);
    }
  });
});
