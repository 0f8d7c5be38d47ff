import { describe, expect, it } from "vitest";
import { bytesOf } from "../testdata/comparable.js";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import { brightness } from "./brightness.js";

standardTests("brightness", {
  transform: brightness,
  options: { factor: [1.1, 1.2] },
  identity: { factor: 1 },
  moves: false,
  refused: { factor: 0 },
});

describe("brightness", () => {
  it("multiplies every value", async () => {
    const { image } = madeScene();
    const { data } = await brightness().apply(image, { factor: 2 });
    expect(bytesOf(data)).toBe(bytesOf(image.data.map((value) => 2 * value)));
  });
});
