import { describe, expect, it } from "vitest";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import { saltAndPepper } from "./salt-and-pepper.js";

standardTests("saltAndPepper", {
  transform: saltAndPepper,
  options: { share: [0.1, 0.2] },
  identity: { share: 0, salt: 0.5, seed: 1 },
  moves: false,
  refused: { share: 2 },
});

describe("saltAndPepper", () => {
  it("makes the wanted shares of voxels the maximum and the minimum", async () => {
    const { image } = madeScene({ shape: [40, 40, 25] });
    const { data } = await saltAndPepper().apply(image, { share: 0.2, salt: 0.25, seed: 5 });
    const [low, high] = [Math.min(...image.data), Math.max(...image.data)];
    const shareOf = (value: number): number => data.filter((one) => one === value).length / data.length;
    expect(Math.abs(shareOf(high) - 0.05)).toBeLessThan(0.004);
    expect(Math.abs(shareOf(low) - 0.15)).toBeLessThan(0.006);
  });
});
