import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { madeScene } from "../testdata/made-scene.js";
import { standardTests } from "../testdata/standard-tests.js";
import type { LabelCropOptions } from "./label-crop.js";
import { labelCrop } from "./label-crop.js";

standardTests("labelCrop", {
  transform: labelCrop,
  options: { shape: [10, 12, 8] },
  identity: { from: [0, 0, 0], shape: [24, 20, 12], outside: 0 },
  moves: true,
  refused: { foregroundShare: 2 },
});

const scene = madeScene();
const [ni, nj] = scene.image.shape;

/** Labels in the middle voxel of many crops. */
async function middles(options: LabelCropOptions, count = 300): Promise<readonly number[]> {
  const transform = labelCrop({ shape: [1, 1, 1], ...options });
  const drawn = await Promise.all(
    Array.from({ length: count }, (_, n) => transform.sample(createRng(n), scene.image, scene)),
  );
  return drawn.map(({ from }) => scene.labels.data[from[0] + ni * (from[1] + nj * from[2])] ?? -1);
}

describe("labelCrop", () => {
  it("refuses a jitter that would lose the label, and keeps it with the largest that it takes", async () => {
    expect(() => labelCrop({ shape: [8, 9, 1], jitter: [4, 4, 0] })).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ name: "labelCrop.jitter" }) }),
    );
    const transform = labelCrop({ shape: [8, 9, 1], jitter: [3, 4, 0], foregroundShare: 1 });
    for (let n = 0; n < 100; n++) {
      const parameters = await transform.sample(createRng(n), scene.image, scene);
      const { labels } = await transform.applyToScene(scene, parameters);
      expect(labels?.data.some((label) => label !== 0)).toBe(true);
    }
  });

  it("is about a labelled voxel in that share of the samples", async () => {
    const labels = await middles({ foregroundShare: 0.7, otherwise: "background" });
    const share = labels.filter((label) => label > 0).length / labels.length;
    expect(Math.abs(share - 0.7)).toBeLessThan(0.11);
  });

  it("takes labels equally often, or only some of them", async () => {
    const labels = await middles({ foregroundShare: 1 });
    for (const label of [1, 2, 3]) expect(labels.filter((one) => one === label).length).toBeGreaterThan(65);
    expect(new Set(await middles({ foregroundShare: 1, labels: [2] }))).toStrictEqual(new Set([2]));
    expect(new Set(await middles({ foregroundShare: 1, equally: "voxels" }))).toStrictEqual(new Set([1, 2, 3]));
  });

  it("holds the lesion within the crop wherever it lies, with jitter too", async () => {
    const transform = labelCrop({ shape: [9, 9, 7], foregroundShare: 1, jitter: [3, 3, 2] });
    for (let seed = 0; seed < 30; seed++) {
      const { labels } = await transform.applyToScene(
        scene,
        await transform.sample(createRng(seed), scene.image, scene),
      );
      expect(labels?.data.some((label) => label > 0)).toBe(true);
    }
  });

  it.each([
    ["bytes that fill no word", Uint8Array.of(0, 0, 0, 0, 0, 3, 0)],
    ["bytes that start within a word", new Uint8Array(8).fill(3, 6, 7).subarray(1)],
    ["numbers of two bytes", Uint16Array.of(0, 0, 0, 0, 0, 3, 0)],
    ["numbers of four bytes", Float32Array.of(0, 0, 0, 0, 0, 3, 0)],
    ["numbers of eight bytes", Float64Array.of(0, 0, 0, 0, 0, 3, 0)],
  ])("finds the only label among %s", async (_, data) => {
    const grid = { shape: [7, 1, 1], affine: scene.image.affine } as const;
    const line = { image: { data: new Float32Array(7), ...grid }, labels: { data, ...grid } };
    const only = labelCrop({ shape: [1, 1, 1], foregroundShare: 1 });
    expect((await only.sample(createRng(1), line.image, line)).from).toStrictEqual([5, 0, 0]);
  });

  it("crops anywhere where there is no label", async () => {
    const { from } = await labelCrop({ shape: [4, 4, 4], foregroundShare: 1 }).sample(createRng(1), scene.image);
    expect(from.every((first) => first >= 0)).toBe(true);
  });
});
