import { affineFromSpacing } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { standardTests } from "../testdata/standard-tests.js";
import { blankBoxes } from "./blank-boxes.js";

standardTests("blankBoxes", {
  transform: blankBoxes,
  options: { size: [0.2, 0.4] },
  identity: { filling: "mean", boxes: [], seed: 1 },
  moves: false,
  refused: { filling: "noise" },
});

describe("blankBoxes", () => {
  const line = {
    data: Float32Array.of(0, 1, 2, 3, 4, 5),
    shape: [6, 1, 1] as const,
    affine: affineFromSpacing([1, 1, 1]),
  };
  const boxes = [{ size: [0.5, 1, 1], start: [1, 0, 0] }] as const;

  it("fills a box with the mean or the minimum of the image", async () => {
    const { data } = await blankBoxes().apply(line, { filling: "mean", boxes, seed: 1 });
    expect([...data]).toStrictEqual([0, 1, 2, 2.5, 2.5, 2.5]);
    expect([...(await blankBoxes().apply(line, { filling: "minimum", boxes, seed: 1 })).data]).toStrictEqual([
      0, 1, 2, 0, 0, 0,
    ]);
  });

  it("shuffles a box without losing a value", async () => {
    const whole = [{ size: [1, 1, 1], start: [0, 0, 0] }] as const;
    const { data } = await blankBoxes().apply(line, { filling: "shuffled", boxes: whole, seed: 2 });
    expect([...data]).not.toStrictEqual([...line.data]);
    expect([...data].sort()).toStrictEqual([...line.data]);
  });
});
