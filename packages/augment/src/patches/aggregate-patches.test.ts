import { crop } from "@cmb/preprocess";
import { describe, expect, it } from "vitest";
import { madeScene } from "../testdata/made-scene.js";
import { aggregatePatches } from "./aggregate-patches.js";
import { gridPatches } from "./grid-patches.js";

const { image } = madeScene({ shape: [11, 9, 7] });
const boxes = gridPatches(image.shape, { shape: [6, 5, 7], overlap: [2, 1, 0] });

describe("aggregatePatches", () => {
  it.each(["average", "hann", "crop"] as const)("gives the image back from its own patches: %s", (overlap) => {
    const patches = boxes.map((box) => ({ box, data: crop(image, box).data }));
    const joined = aggregatePatches(patches, image, { overlap });
    for (let v = 0; v < image.data.length; v++) expect(joined.data[v]).toBeCloseTo(image.data[v] ?? 0, 4);
  });

  it("is given boxes by a function that refuses options that it does not have", () => {
    expect(() => gridPatches([4, 4, 4], { shape: [2, 2, 2], overlaps: [1, 1, 1] } as never)).toThrow(
      /gridPatches.overlaps/,
    );
  });

  it("weighs patches that differ: evenly, by a Hann window, or by the deeper one", () => {
    const grid = { shape: [6, 1, 1], affine: image.affine } as const;
    const patches = [
      { box: { from: [0, 0, 0], to: [4, 1, 1] }, data: Float32Array.of(0, 0, 0, 0) },
      { box: { from: [2, 0, 0], to: [6, 1, 1] }, data: Float32Array.of(1, 1, 1, 1) },
    ] as const;
    const joined = (overlap: "average" | "hann" | "crop") => [...aggregatePatches(patches, grid, { overlap }).data];
    expect(joined("average")).toStrictEqual([0, 0, 0.5, 0.5, 1, 1]);
    // Weights of four voxels: sin²(36°), sin²(72°), sin²(72°), sin²(36°).
    const [near, far] = [Math.sin(Math.PI / 5) ** 2, Math.sin((2 * Math.PI) / 5) ** 2];
    expect(joined("hann")[2]).toBeCloseTo(near / (near + far), 6);
    expect(joined("crop")).toStrictEqual([0, 0, 0, 0, 1, 1]);
  });

  it.each([{ overlap: "gauss" }, { overlop: "hann" }, {}, undefined])("refuses %j", (options) => {
    expect(() => aggregatePatches([], image, options as never)).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT" }),
    );
  });

  it("leaves NaN where no patch lies, and refuses patches of the wrong size", () => {
    const box = { from: [0, 0, 0], to: [1, 1, 1] } as const;
    const joined = aggregatePatches([{ box, data: Float32Array.of(5) }], image, { overlap: "average" });
    expect([...joined.data.subarray(0, 2)]).toStrictEqual([5, Number.NaN]);
    expect(() => aggregatePatches([{ box, data: new Float32Array(2) }], image, { overlap: "average" })).toThrow(
      expect.objectContaining({ code: "SHAPE_MISMATCH" }),
    );
  });
});
