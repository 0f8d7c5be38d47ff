import { affineFromSpacing, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { bytesOf } from "../testdata/comparable.js";
import { madeScene } from "../testdata/made-scene.js";
import { mixAmplitudes } from "./mix-amplitudes.js";

const mean = ({ data }: Volume): number => data.reduce((sum, value) => sum + value, 0) / data.length;
/** The greatest difference of a voxel of `a` from that of `b` and an offset. */
const furthest = (a: Volume, b: Volume, offset = 0): number =>
  a.data.reduce((most, value, v) => Math.max(most, Math.abs(value - (b.data[v] as number) - offset)), 0);

describe("mixAmplitudes", () => {
  const { image } = madeScene({ seed: 1 });
  const brighter: Volume = { ...image, data: madeScene({ seed: 2 }).image.data.map((value) => 2 * value) };

  it("mixes the means, which are amplitudes at frequency 0", async () => {
    const mixed = await mixAmplitudes(image, brighter, { weight: 0.25 });
    expect(Math.abs(mean(mixed) - (0.75 * mean(image) + 0.25 * mean(brighter)))).toBeLessThan(1e-3);
  });

  it("leaves frequencies beyond the cut-off alone, and everything with a weight of 0", async () => {
    expect(bytesOf((await mixAmplitudes(image, brighter, { weight: 0 })).data)).toBe(bytesOf(image.data));
    const mixed = await mixAmplitudes(image, brighter, { weight: 1, cutoff: 0.01 });
    const offset = mean(mixed) - mean(image);
    expect(furthest(mixed, image, offset)).toBeLessThan(2e-3);
  });

  it("gives the image back when it is mixed with itself", async () => {
    const mixed = await mixAmplitudes(image, image, { weight: 1, cutoff: 1 });
    expect(furthest(mixed, image)).toBeLessThan(1e-3);
  });

  it("refuses unknown options and voxels that are not finite", async () => {
    const holed = { ...image, data: image.data.map((value, v) => (v === 5 ? Number.NaN : value)) };
    for (const [a, b] of [[image, holed] as const, [holed, image] as const]) {
      await expect(mixAmplitudes(a, b, { weight: 1 })).rejects.toThrow(/repairNan/);
    }
    await expect(mixAmplitudes(image, image, { weight: 1, cutOff: 1 } as never)).rejects.toThrow(
      /mixAmplitudes.cutOff/,
    );
  });

  it("refuses another shape, and shares that are none", async () => {
    const other: Volume = { data: new Float32Array(8), shape: [2, 2, 2], affine: affineFromSpacing([1, 1, 1]) };
    await expect(mixAmplitudes(image, other, { weight: 1 })).rejects.toMatchObject({ code: "SHAPE_MISMATCH" });
    await expect(mixAmplitudes(image, image, { weight: 2 })).rejects.toMatchObject({ code: "OUT_OF_RANGE" });
    await expect(mixAmplitudes(image, image, { weight: 1, cutoff: 0 })).rejects.toMatchObject({ code: "OUT_OF_RANGE" });
  });
});
