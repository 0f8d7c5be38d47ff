import { affineFromSpacing, createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import { lowResolution } from "./low-resolution.js";

standardTests("lowResolution", {
  transform: lowResolution,
  options: { zoom: 0.5 },
  identity: { zoom: [1, 1, 1], down: "nearest", up: "linear" },
  moves: false,
  refused: { zoom: 0 },
  isFixed: true,
});

describe("lowResolution", () => {
  it("leaves voxels out and fills the grid from those that are left", async () => {
    const data = Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7);
    const volume = { data, shape: [8, 1, 1] as const, affine: affineFromSpacing([1, 1, 1]) };
    const { data: out } = await lowResolution().apply(volume, { zoom: [0.5, 1, 1], down: "nearest", up: "linear" });
    // The voxels of the coarse grid lie between two; the nearest is the upper one.
    expect([...out]).toStrictEqual([1, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7]);
  });

  it("spares axes that are not named", async () => {
    const { image } = madeScene();
    const { zoom } = await lowResolution({ zoom: 0.5, axes: [2] }).sample(createRng(1), image);
    expect(zoom).toStrictEqual([1, 1, 0.5]);
  });
});
