import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { augment } from "../augment.js";
import { madeScene } from "../testdata/made-scene.js";
import { add } from "../testdata/made-transforms.js";
import { randomOrder } from "./random-order.js";

const scene = madeScene({ shape: [2, 2, 2] });

async function order(names: readonly string[], seed: number): Promise<string> {
  const made = randomOrder(names.map((name) => add({}, name)));
  return (await augment(scene, made, createRng(seed))).history.steps.map(({ name }) => name).join("");
}

describe("randomOrder", () => {
  it("makes all, in every order", async () => {
    const orders = await Promise.all(Array.from({ length: 100 }, (_, seed) => order(["a", "b", "c"], seed)));
    expect(new Set(orders).size).toBe(6);
  });

  it("keeps the order among the others when one is added at the end", async () => {
    for (let seed = 0; seed < 30; seed++) {
      expect((await order(["a", "b", "c", "d"], seed)).replace("d", "")).toBe(await order(["a", "b", "c"], seed));
    }
  });
});
