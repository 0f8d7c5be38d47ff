import { affineFromSpacing, type Shape, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { sensitivityField } from "./sensitivity-field.js";

const shape: Shape = [40, 36, 24];
const affine = affineFromSpacing([2, 2, 3]);

/** Tissue of 100 under a field that rises along i, in a ball with air around it. */
function ball(): { readonly volume: Volume; readonly field: (i: number) => number } {
  const field = (i: number): number => 1 + (0.3 * (i - 20)) / 20;
  const data = Float32Array.from({ length: 40 * 36 * 24 }, (_, v) => {
    const [i, j, k] = [v % 40, Math.floor(v / 40) % 36, Math.floor(v / 1440)];
    const inside = Math.hypot((i - 19.5) / 18, (j - 17.5) / 16, (k - 11.5) / 11) < 1;
    return inside ? 100 * field(i) + ((v * 7) % 5) - 2 : (v * 7) % 3;
  });
  return { volume: { data, shape, affine }, field };
}

describe("sensitivityField", () => {
  it("is the field times tissue inside, in the unit of the image", async () => {
    const { volume, field } = ball();
    const { data } = await sensitivityField(volume);
    for (const i of [8, 14, 20, 26, 32]) {
      const at = i + 40 * (18 + 36 * 12);
      expect(Math.abs((data[at] as number) / (100 * field(i)) - 1)).toBeLessThan(0.04);
    }
  });

  it("is above 0 and finite everywhere, far from tissue too", async () => {
    const { data } = await sensitivityField(ball().volume);
    expect(Math.min(...data)).toBeGreaterThan(50);
    expect(data.every((value) => Number.isFinite(value))).toBe(true);
  });

  it("is not pulled down by fluid or veins, which are no tissue", async () => {
    const { volume } = ball();
    const dark = { ...volume, data: volume.data.map((value, v) => (v % 7 === 0 ? 0.4 * value : value)) };
    const [a, b] = [await sensitivityField(volume), await sensitivityField(dark)];
    const at = 20 + 40 * (18 + 36 * 12);
    expect(Math.abs((b.data[at] as number) / (a.data[at] as number) - 1)).toBeLessThan(0.03);
  });

  it("is not pulled up by bright vessels, nor led by fluid that is more than half of the voxels", async () => {
    const { volume } = ball();
    const bright = { ...volume, data: volume.data.map((value, v) => (v % 7 === 0 ? 1.6 * value : value)) };
    const wet = { ...volume, data: volume.data.map((value, v) => (v % 9 < 5 ? 0.3 * value : value)) };
    const at = 20 + 40 * (18 + 36 * 12);
    for (const image of [bright, wet]) {
      const { data } = await sensitivityField(image);
      expect(Math.abs((data[at] as number) / 100 - 1)).toBeLessThan(0.04);
    }
  });

  it("follows a step within sigma: a small one follows it closer than a large one", async () => {
    const { volume } = ball();
    const step = { ...volume, data: volume.data.map((value, v) => (v % 40 < 20 ? value : 1.08 * value)) };
    const rise = async (sigmaMm: number): Promise<number> => {
      const { data } = await sensitivityField(step, { sigmaMm });
      return (data[23 + 40 * (18 + 36 * 12)] as number) - (data[16 + 40 * (18 + 36 * 12)] as number);
    };
    expect(await rise(3)).toBeGreaterThan((await rise(15)) + 1);
  });

  it("looks under the mask alone", async () => {
    const { volume } = ball();
    const bright = { ...volume, data: volume.data.map((value, v) => (v % 40 >= 20 ? 10 * value : value)) };
    const mask = { ...volume, data: Uint8Array.from(volume.data, (value, v) => Number(v % 40 < 18 && value > 20)) };
    const { data } = await sensitivityField(bright, { mask });
    expect(data[10 + 40 * (18 + 36 * 12)]).toBeLessThan(110);
  });

  it("refuses an image without signal, an empty mask, another grid and a width of 0", async () => {
    const { volume } = ball();
    const none = { ...volume, data: new Float32Array(volume.data.length) };
    const mask = { ...volume, data: new Uint8Array(volume.data.length) };
    await expect(sensitivityField(none)).rejects.toMatchObject({ code: "EMPTY_VOLUME" });
    await expect(sensitivityField(volume, { mask })).rejects.toMatchObject({ code: "EMPTY_VOLUME" });
    const other = { data: new Uint8Array(8), shape: [2, 2, 2] as const, affine };
    await expect(sensitivityField(volume, { mask: other })).rejects.toMatchObject({ code: "SHAPE_MISMATCH" });
    await expect(sensitivityField(volume, { sigmaMm: 0 })).rejects.toMatchObject({ code: "OUT_OF_RANGE" });
  });
});
