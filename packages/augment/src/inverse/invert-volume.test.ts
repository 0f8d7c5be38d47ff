import { createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { augment } from "../augment.js";
import { compose } from "../composition/compose.js";
import { cropOrPad } from "../crops/crop-or-pad.js";
import { affine } from "../spatial/affine.js";
import { elastic } from "../spatial/elastic.js";
import { flip } from "../spatial/flip.js";
import { resampleTo } from "../spatial/resample-to.js";
import { rotate90 } from "../spatial/rotate90.js";
import { transposeAxes } from "../spatial/transpose-axes.js";
import { bytesOf } from "../testdata/comparable.js";
import { madeScene } from "../testdata/made-scene.js";
import { add } from "../testdata/made-transforms.js";
import { invertLabels, invertVolume } from "./invert-volume.js";

/** Smooth, so that two interpolations change little. */
const scene = (() => {
  const made = madeScene();
  const [ni, nj] = made.image.shape;
  const wave = (v: number) =>
    Math.sin((v % ni) / 4) + Math.cos((Math.floor(v / ni) % nj) / 5) + Math.floor(v / (ni * nj)) / 6;
  return { ...made, image: { ...made.image, data: made.image.data.map((_, v) => wave(v)) } };
})();
const grid = scene.image;

describe("invertVolume", () => {
  it("gives every byte back after flips, turns and pads", async () => {
    const exact = compose([
      flip({ axes: [0, 2], probability: 1 }),
      rotate90({ turns: [1] }),
      transposeAxes({ axes: [0, 1, 2] }),
      cropOrPad({ shape: [25, 25, 25] }),
    ]);
    const { scene: after, history } = await augment(scene, exact, createRng(2));
    const back = await invertVolume(after.image, history, { grid });
    expect(bytesOf(back.data)).toBe(bytesOf(scene.image.data));
    expect(back.affine).toStrictEqual(scene.image.affine);
    expect(await invertLabels(after.labels ?? scene.labels, history, { grid })).toStrictEqual(scene.labels);
  });

  it("undoes affine maps, deformations and resampling in one interpolation", async () => {
    const moves = compose([
      elastic({ maximumMm: 2 }),
      affine({ degrees: 8, scales: 1.05, outside: "edge" }),
      resampleTo({ spacingMm: 0.9 }),
    ]);
    const { scene: after, history } = await augment(scene, moves, createRng(3));
    const back = await invertVolume(after.image, history, { grid, interpolation: "cubic", outside: Number.NaN });
    const inside = [...back.data.keys()].filter((v) => !Number.isNaN(back.data[v]));
    expect(inside.length).toBeGreaterThan(back.data.length * 0.7);
    const misses = inside.map((v) => Math.abs((back.data[v] ?? 0) - (scene.image.data[v] ?? 0))).sort((a, b) => a - b);
    // Near the border the values beyond it come in.
    expect(misses[Math.floor(0.8 * misses.length)]).toBeLessThan(0.03);
    const off = scene.image.data.map((value, v) => Math.abs(value - (after.image.data[v] ?? 0)));
    expect(off.reduce((most, one) => Math.max(most, one), 0)).toBeGreaterThan(1);
  });

  it("pads what was cut off", async () => {
    const { scene: after, history } = await augment(scene, cropOrPad({ shape: [10, 10, 10] }), createRng(4));
    const back = await invertVolume(after.image, history, { grid, outside: -9 });
    expect(back.data.filter((value) => value === -9)).toHaveLength(24 * 20 * 12 - 1000);
    expect(back.data[12 + 24 * (10 + 20 * 6)]).toBe(scene.image.data[12 + 24 * (10 + 20 * 6)]);
  });

  it("names what has no inverse, or passes it over", async () => {
    const mixed = compose([add({ by: 1 }), flip({ probability: 1 })]);
    const { scene: after, history } = await augment(scene, mixed, createRng(5));
    const own = { grid, transforms: mixed.definitions };
    await expect(invertVolume(after.image, history, own)).rejects.toThrow(/"add" has no inverse/);
    const back = await invertVolume(after.image, history, { ...own, others: "skip" });
    expect(back.data[0]).toBe(Math.fround((scene.image.data[0] ?? 0) + 1));
  });

  it("refuses a volume that lies elsewhere than the history leads to", async () => {
    const { history } = await augment(scene, cropOrPad({ shape: [10, 10, 10] }), createRng(6));
    await expect(invertVolume(scene.image, history, { grid })).rejects.toThrow(
      expect.objectContaining({ code: "SHAPE_MISMATCH" }),
    );
  });
});
