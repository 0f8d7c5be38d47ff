import { affineFromSpacing, createRng } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { acquireNoiseFree } from "./acquire-noise-free.js";
import type { ComplexVolume } from "./complex-volume.js";
import { imageGridWithin } from "./image-grid-within.js";
import { namedProtocol } from "./named-protocol.js";
import type { Protocol } from "./protocol.js";

const clean: Protocol = { ...namedProtocol("aibl"), contrast: "GRE", biasStrength: 0, signalToNoise: null };

/** A protocol without artefacts: acquired resolution, and voxels of it unless given. */
function resolution(acquiredMm: number, voxelMm: number = acquiredMm): Protocol {
  return { ...clean, acquiredSpacingMm: [acquiredMm, acquiredMm, acquiredMm], spacingMm: [voxelMm, voxelMm, voxelMm] };
}

function volume(n: number, value: (i: number, j: number, k: number) => readonly [number, number]): ComplexVolume {
  const shape = [n, n, n] as const;
  const [real, imaginary] = [new Float32Array(n ** 3), new Float32Array(n ** 3)];
  for (let v = 0; v < n ** 3; v++) {
    [real[v], imaginary[v]] = value(v % n, Math.floor(v / n) % n, Math.floor(v / n ** 2)) as [number, number];
  }
  return { real, imaginary, shape, affine: affineFromSpacing([0.5, 0.5, 0.5], [3, -2, 10]) };
}

const rng = createRng(5);

describe("acquireNoiseFree", () => {
  it("gives the signal back when all of k-space is read onto the simulated grid", async () => {
    const draws = createRng(1);
    const signal = volume(16, () => [draws.normal(), draws.normal()]);
    const image = await acquireNoiseFree(signal, { protocol: resolution(0.5), imageGrid: signal, rng });
    for (const part of ["real", "imaginary"] as const) {
      for (const [v, value] of signal[part].entries()) expect(image[part][v]).toBeCloseTo(value, 5);
    }
  });

  it("keeps a constant at any resolution, in 2-D and 3-D", async () => {
    const signal = volume(32, () => [0.3, -0.4]);
    for (const protocol of [resolution(0.87), resolution(1.3, 0.65), { ...resolution(2.1), encoding: "2D" } as const]) {
      const imageGrid = imageGridWithin(signal, protocol);
      const image = await acquireNoiseFree(signal, { protocol, imageGrid, rng });
      for (const value of image.real) expect(value).toBeCloseTo(0.3, 5);
      for (const value of image.imaginary) expect(value).toBeCloseTo(-0.4, 5);
    }
  });

  it("overshoots a sharp edge by 8.9 % of its height", async () => {
    const shape = [512, 2, 2] as const;
    const real = Float32Array.from({ length: 2048 }, (_, v) => (v % 512 >= 128 && v % 512 < 384 ? 1 : 0));
    const signal = { real, imaginary: new Float32Array(2048), shape, affine: affineFromSpacing([0.5, 0.5, 0.5]) };
    const protocol = { ...clean, acquiredSpacingMm: [3.1, 0.5, 0.5], spacingMm: [0.1, 0.5, 0.5] } as const;
    const image = await acquireNoiseFree(signal, { protocol, imageGrid: imageGridWithin(signal, protocol), rng });
    const peak = image.real.reduce((most, value) => Math.max(most, value), 0);
    expect(peak).toBeCloseTo(1.0895, 2);
  });
});
