import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { augment } from "../augment.js";
import { madeScene } from "../testdata/made-scene.js";
import { add } from "../testdata/made-transforms.js";
import { someOf } from "./some-of.js";

const scene = madeScene({ shape: [2, 2, 2] });
const letters = ["a", "b", "c", "d"];
const transforms = letters.map((name) => add({}, name));

async function chosen(count: Parameters<typeof someOf>[0], seed: number): Promise<readonly string[]> {
  return (await augment(scene, someOf(count, transforms), createRng(seed))).history.steps.map(({ name }) => name);
}

describe("someOf", () => {
  it("takes that many, none twice, in the order of the list", async () => {
    for (let seed = 0; seed < 20; seed++) {
      const names = await chosen(2, seed);
      expect(names).toHaveLength(2);
      expect([...names].sort()).toStrictEqual(names);
      expect(new Set(names).size).toBe(2);
    }
  });

  it("takes each pair about equally often", async () => {
    const pairs = await Promise.all(Array.from({ length: 600 }, (_, seed) => chosen(2, seed)));
    const tally = new Map<string, number>();
    for (const pair of pairs) tally.set(pair.join(""), (tally.get(pair.join("")) ?? 0) + 1);
    expect(tally.size).toBe(6);
    // 100 each; four standard deviations are 37.
    for (const count of tally.values()) expect(Math.abs(count - 100)).toBeLessThan(37);
  });

  it("draws the count where it is a distribution", async () => {
    const lengths = await Promise.all(
      Array.from({ length: 60 }, async (_, seed) => {
        return (await chosen({ distribution: "integer", minimum: 0, maximum: 4 }, seed)).length;
      }),
    );
    expect(new Set(lengths)).toStrictEqual(new Set([0, 1, 2, 3, 4]));
  });

  it("refuses more than there are", () => {
    expect(() => someOf(5, transforms)).toThrow(/someOf\.count/);
    expect(() => someOf([0, 5], transforms)).toThrow(/someOf\.count/);
  });
});
