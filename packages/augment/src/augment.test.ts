import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { augment } from "./augment.js";
import { augmentationRng } from "./augmentation-rng.js";
import { madeScene } from "./testdata/made-scene.js";
import { add } from "./testdata/made-transforms.js";

const scene = madeScene({ shape: [4, 4, 2] });

describe("augment", () => {
  it("returns the new scene and what was done", async () => {
    const { scene: after, history } = await augment(scene, add({ by: 2 }), createRng(1));
    expect(after.image.data[5]).toBe(Math.fround((scene.image.data[5] ?? 0) + 2));
    expect(history).toStrictEqual({ schemaVersion: 1, steps: [{ name: "add", parameters: { by: 2 } }] });
  });

  it("refuses labels on another grid", async () => {
    const labels = madeScene({ shape: [4, 4, 3] }).labels;
    await expect(augment({ ...scene, labels }, add(), createRng(1))).rejects.toThrow(
      expect.objectContaining({ code: "SHAPE_MISMATCH" }),
    );
  });

  it("makes any sample alone, whatever was made before it", async () => {
    const make = async (sampleId: number) => (await augment(scene, add(), augmentationRng(3, { sampleId }))).history;
    const inOrder = [await make(0), await make(1), await make(2)];
    expect(await make(2)).toStrictEqual(inOrder[2]);
  });
});
