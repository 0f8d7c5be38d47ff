import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { augment } from "../augment.js";
import type { Transform } from "../definition/transform.js";
import { madeScene } from "../testdata/made-scene.js";
import { add } from "../testdata/made-transforms.js";
import { oneOf } from "./one-of.js";

const scene = madeScene({ shape: [2, 2, 2] });
const [a, b, c] = [add({ by: 1 }, "a"), add({ by: 2 }, "b"), add({ by: 3 }, "c")];

async function chosen(transform: Transform, samples = 600): Promise<readonly string[]> {
  const made = await Promise.all(
    Array.from({ length: samples }, (_, n) => augment(scene, transform, createRng(5, "sample", n))),
  );
  return made.map(({ history }) => history.steps.map(({ name }) => name).join());
}

describe("oneOf", () => {
  it("takes one, as often as its weight says", async () => {
    const names = await chosen(oneOf([a, b, c], [1, 0, 3]));
    const share = names.filter((name) => name === "c").length / names.length;
    expect(Math.abs(share - 0.75)).toBeLessThan(0.071);
    expect(names.every((name) => name === "a" || name === "c")).toBe(true);
  });

  it("changes no sample but those that one more transform takes", async () => {
    const [before, after] = [await chosen(oneOf([a, b])), await chosen(oneOf([a, b, c]))];
    const changed = after.filter((name, n) => name !== before[n]);
    expect(new Set(changed)).toStrictEqual(new Set(["c"]));
  });

  it("refuses weights that do not fit", () => {
    for (const weights of [[1], [0, 0], [1, -1], [1, Number.NaN]]) {
      expect(() => oneOf([a, b], weights)).toThrow(/oneOf\.weights/);
    }
  });
});
