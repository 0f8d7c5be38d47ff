import { affineFromSpacing, createRng, createVolume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { thickSlices } from "../acquisition/thick-slices.js";
import { augment } from "../augment.js";
import { compose } from "../composition/compose.js";
import { cropOrPad } from "../crops/crop-or-pad.js";
import { traceLesions } from "../lesions/trace-lesions.js";
import { cmbSafe } from "../presets/cmb-safe.js";
import { flipSides } from "../presets/flip-sides.js";
import { nnUnet } from "../presets/nn-unet.js";
import { strong } from "../presets/strong.js";
import { upstream2024 } from "../presets/upstream-2024.js";
import { bytesOf } from "../testdata/comparable.js";
import { madeScene } from "../testdata/made-scene.js";
import { invertPoints } from "./invert-points.js";
import { invertLabels, invertVolume } from "./invert-volume.js";

const scene = madeScene();
const grid = scene.image;

describe("the way back through flipSides", () => {
  it("flips the image, and the labels with their sides exchanged", async () => {
    const all = compose([flipSides({ probability: 1, pairs: [[1, 2]] }), cropOrPad({ shape: [30, 30, 20] })]);
    const { scene: after, history } = await augment(scene, all, createRng(1));
    const back = await invertVolume(after.image, history, { grid });
    expect(bytesOf(back.data)).toBe(bytesOf(scene.image.data));
    const labels = await invertLabels(after.labels ?? scene.labels, history, { grid });
    expect(bytesOf(labels.data)).toBe(bytesOf(scene.labels.data));
  });
});

describe("the way back through thickSlices", () => {
  const slope = createVolume(
    Float32Array.from({ length: 960 }, (_, v) => Math.floor(v / 16)),
    [4, 4, 60],
    affineFromSpacing([1, 1, 1]),
  );

  it("leads from slices to the grid, after moves and before them", async () => {
    const thick = thickSlices({ thicknessMm: 4, gap: 0, grid: "slices" });
    const all = compose([flipSides({ probability: 1 }), thick, cropOrPad({ shape: [4, 4, 15] })]);
    const { scene: after, history } = await augment({ image: slope }, all, createRng(3));
    const { data } = await invertVolume(after.image, history, { grid: slope, outside: "edge" });
    // A slope is the mean of itself, away from where slices reach beyond the image.
    const misses = data.map((value, v) => Math.abs(value - Math.floor(v / 16))).subarray(16 * 5, 16 * 55);
    expect(misses.reduce((most, one) => Math.max(most, one), 0)).toBeLessThan(0.01);
  });

  it("is none where slices are put on the same grid, and says so", async () => {
    const { scene: after, history } = await augment({ image: slope }, thickSlices(), createRng(3));
    await expect(invertVolume(after.image, history, { grid: slope })).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining('"thickSlices" has no inverse'),
    });
    const back = await invertVolume(after.image, history, { grid: slope, others: "skip" });
    expect(bytesOf(back.data)).toBe(bytesOf(after.image.data));
  });
});

describe.each([
  ["cmbSafe", cmbSafe({ sides: [[1, 2]] })],
  ["strong", strong()],
  ["nnUnet", nnUnet()],
  ["upstream2024", upstream2024({ shape: [27, 21, 13] })],
])("the way back through %s", (_, preset) => {
  it("takes points and labels to where they were, and lesions are traced", async () => {
    for (let seed = 0; seed < 4; seed++) {
      const { scene: after, history } = await augment(scene, preset, createRng(seed));
      const way = { grid, others: "skip" } as const;
      const points = invertPoints(after.points ?? [], history, way);
      for (const [n, point] of points.entries())
        for (const axis of [0, 1, 2] as const)
          expect(Math.abs(point[axis] - (scene.points[n]?.[axis] ?? 0))).toBeLessThan(1e-6);
      const labels = await invertLabels(after.labels ?? scene.labels, history, way);
      expect(overlap(labels.data, scene.labels.data)).toBeGreaterThan(0.6);
      const back = await invertVolume(after.image, history, way);
      expect(back.shape).toStrictEqual(grid.shape);
      const traced = await traceLesions(scene, history);
      expect(traced.map(({ label }) => label)).toStrictEqual([1, 2, 3]);
    }
  });
});

/** Dice of all labelled voxels, each label by itself. */
function overlap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [same, all] = [0, 0];
  for (let v = 0; v < a.length; v++) {
    if (a[v] !== 0 && a[v] === b[v]) same += 2;
    all += (a[v] === 0 ? 0 : 1) + (b[v] === 0 ? 0 : 1);
  }
  return same / all;
}
