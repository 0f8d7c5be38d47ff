import { affineFromSpacing, createRng, type Shape, voxelToWorld } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { acquireNoiseFree } from "./acquire-noise-free.js";
import type { ComplexVolume } from "./complex-volume.js";
import { imageGridWithin } from "./image-grid-within.js";
import { namedProtocol } from "./named-protocol.js";
import type { Protocol } from "./protocol.js";

const clean: Protocol = { ...namedProtocol("aibl"), contrast: "GRE", swi: null, biasStrength: 0, signalToNoise: null };

/** A protocol without artefacts: acquired resolution, and voxels of it unless given. */
function resolution(acquiredMm: number, voxelMm: number = acquiredMm): Protocol {
  return { ...clean, acquiredSpacingMm: [acquiredMm, acquiredMm, acquiredMm], spacingMm: [voxelMm, voxelMm, voxelMm] };
}

type Complex = readonly [real: number, imaginary: number];

function volume(shape: Shape, value: (i: number, j: number, k: number) => Complex): ComplexVolume {
  const [ni, nj, nk] = shape;
  const [real, imaginary] = [new Float32Array(ni * nj * nk), new Float32Array(ni * nj * nk)];
  for (let v = 0; v < real.length; v++) {
    [real[v], imaginary[v]] = value(v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))) as [number, number];
  }
  return { real, imaginary, shape, affine: affineFromSpacing([0.5, 0.5, 0.5], [3, -2, 10]) };
}

function noisy(shape: Shape, seed: number): ComplexVolume {
  const draws = createRng(seed);
  return volume(shape, () => [draws.normal(), draws.normal()]);
}

function energy({ real, imaginary }: ComplexVolume): number {
  return real.reduce((sum, re, v) => sum + re * re + (imaginary[v] as number) ** 2, 0);
}

function largestDifference(values: Float32Array, expected: (v: number) => number): number {
  return values.reduce((most, value, v) => Math.max(most, Math.abs(value - expected(v))), 0);
}

const rng = createRng(5);
const acquired = (signal: ComplexVolume, protocol: Protocol): Promise<ComplexVolume> =>
  acquireNoiseFree(signal, { protocol, imageGrid: imageGridWithin(signal, protocol), rng });

describe("acquireNoiseFree", () => {
  it("gives the signal back when all of k-space is read onto the simulated grid", async () => {
    const signal = noisy([16, 12, 15], 1);
    const image = await acquired(signal, resolution(0.5));
    for (const part of ["real", "imaginary"] as const) {
      expect(largestDifference(image[part], (v) => signal[part][v] as number)).toBeLessThan(1e-5);
    }
  });

  it("keeps a constant at any resolution, in 2-D and 3-D", async () => {
    const signal = volume([24, 24, 24], () => [0.3, -0.4]);
    for (const protocol of [resolution(0.87), resolution(1.3, 0.65), { ...resolution(2.1), encoding: "2D" } as const]) {
      const image = await acquired(signal, protocol);
      expect(largestDifference(image.real, () => 0.3)).toBeLessThan(1e-5);
      expect(largestDifference(image.imaginary, () => -0.4)).toBeLessThan(1e-5);
    }
  });

  it("shows a wave below the acquired band as it is at every voxel, and one above it not at all", async () => {
    const wave = (turns: number) => (i: number, j: number, k: number) => {
      const angle = (2 * Math.PI * turns * (i - 2 * j + k)) / 32;
      return [Math.cos(angle), Math.sin(angle)] as const;
    };
    const protocol = resolution(1, 0.83);
    const low = await acquired(volume([32, 32, 32], wave(3)), protocol);
    const [ni, nj] = low.shape;
    for (let v = 0; v < low.real.length; v += 7) {
      const voxel = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))] as const;
      const [x, y, z] = voxelToWorld(low.affine, voxel);
      const [re, im] = wave(3)((x - 3) / 0.5, (y + 2) / 0.5, (z - 10) / 0.5);
      expect(low.real[v]).toBeCloseTo(re, 5);
      expect(low.imaginary[v]).toBeCloseTo(im, 5);
    }
    expect(energy(await acquired(volume([32, 32, 32], wave(9)), protocol))).toBeLessThan(1e-7 * energy(low));
  });

  it("overshoots a sharp edge by 8.9 % of its height, and by less with a window", async () => {
    const edge = volume([512, 2, 2], (i) => [i >= 128 && i < 384 ? 1 : 0, 0]);
    const sharp = { ...clean, acquiredSpacingMm: [3.1, 0.5, 0.5], spacingMm: [0.1, 0.5, 0.5] } as const;
    const peak = async (protocol: Protocol): Promise<number> =>
      (await acquired(edge, protocol)).real.reduce((most, value) => Math.max(most, value), 0);
    expect(await peak(sharp)).toBeCloseTo(1.0895, 2);
    expect(await peak({ ...sharp, kSpaceFilter: { window: "tukey", taper: 1 } })).toBeLessThan(1.02);
    expect(await peak({ ...sharp, kSpaceFilter: { window: "hamming" } })).toBeLessThan(1.01);
  });

  it("dephases in a thick 2-D slice by the turn of phase across it", async () => {
    // A turn of phase over the slice distance leaves what the profile's own transform is there.
    const ramp = volume([8, 8, 40], (_, __, k) => [Math.cos((2 * Math.PI * k) / 10), Math.sin((2 * Math.PI * k) / 10)]);
    const thick = { ...clean, encoding: "2D", acquiredSpacingMm: [0.5, 0.5, 5], spacingMm: [0.5, 0.5, 5] } as const;
    const left = async (sliceProfile: number): Promise<number> => {
      const { real, imaginary, shape } = await acquired(ramp, { ...thick, sliceProfile });
      const middle = shape[0] * shape[1] * 2;
      return Math.hypot(real[middle] as number, imaginary[middle] as number);
    };
    // sin(πw)/(πw) · exp(−2 (0.15 π w)²), with w the full width in slice distances, and the same of a plane of a tenth.
    const plane = Math.sin(Math.PI / 10) / (Math.PI / 10);
    for (const width of [0.5, 0.8]) {
      const expected = (Math.sin(Math.PI * width) / (Math.PI * width)) * Math.exp(-2 * (0.15 * Math.PI * width) ** 2);
      expect(await left(width)).toBeCloseTo(plane * expected, 3);
    }
  });

  it("copies the image along y with the intensity of the ghost, and leaves the image itself", async () => {
    const spot = volume([8, 48, 8], (i, j, k) => [i === 4 && j === 10 && k === 4 ? 1 : 0, 0]);
    for (const [count, places] of [
      [1, [34]],
      [2, [26, 42]],
    ] as const) {
      const image = await acquired(spot, { ...resolution(0.5), ghost: { count, intensity: 0.05 } });
      const at = (j: number): number =>
        Math.hypot(image.real[4 + 8 * (j + 48 * 4)] as number, image.imaginary[4 + 8 * (j + 48 * 4)] as number);
      expect(at(10)).toBeCloseTo(1, 5);
      for (const place of places) expect(at(place)).toBeCloseTo(0.05, 5);
      expect(at(20)).toBeLessThan(1e-5);
    }
  });

  it("moves signal along y alone when lines carry a phase error", async () => {
    const spot = volume([8, 64, 8], (i, j, k) => [i === 4 && j === 20 && k === 4 ? 1 : 0, 0]);
    const image = await acquired(spot, { ...resolution(0.5), motion: { share: 0.3, phaseRad: 1 } });
    const total = energy(image);
    let onColumn = 0;
    for (let j = 0; j < 64; j++)
      onColumn +=
        (image.real[4 + 8 * (j + 64 * 4)] as number) ** 2 + (image.imaginary[4 + 8 * (j + 64 * 4)] as number) ** 2;
    expect(onColumn / total).toBeCloseTo(1, 5);
    // Phases take no energy away, but the spot has lost some to its surroundings.
    expect(total).toBeCloseTo(1, 4);
    expect(image.real[4 + 8 * (20 + 64 * 4)]).toBeLessThan(0.98);
  });

  it("changes with the stream of random numbers only what is random", async () => {
    const signal = noisy([12, 12, 12], 3);
    const imageGrid = imageGridWithin(signal, resolution(0.5));
    const artefacts = { ...resolution(0.5), biasStrength: 0.4, motion: { share: 0.2, phaseRad: 1 } };
    const run = (protocol: Protocol, seed: number) =>
      acquireNoiseFree(signal, { protocol, imageGrid, rng: createRng(seed) });
    expect((await run(resolution(0.5), 1)).real).toEqual((await run(resolution(0.5), 2)).real);
    expect((await run(artefacts, 1)).real).toEqual((await run(artefacts, 1)).real);
    expect((await run(artefacts, 1)).real).not.toEqual((await run(artefacts, 2)).real);
  });

  it("refuses axes, voxels and places that are not those of the simulation", async () => {
    const signal = noisy([8, 8, 8], 1);
    const protocol = resolution(0.5);
    const run = (imageGrid: { shape: Shape; affine: ComplexVolume["affine"] }) =>
      acquireNoiseFree(signal, { protocol, imageGrid, rng });
    const [a, b] = [0.5 * Math.cos(0.1), 0.5 * Math.sin(0.1)];
    const turned = [a, -b, 0, 3, b, a, 0, -2, 0, 0, 0.5, 10, 0, 0, 0, 1] as const;
    const code = (name: string) => expect.objectContaining({ code: name });
    await expect(run({ shape: [8, 8, 8], affine: turned })).rejects.toThrow(code("INVALID_ARGUMENT"));
    await expect(run({ shape: [4, 4, 4], affine: affineFromSpacing([1, 1, 1], [3, -2, 10]) })).rejects.toThrow(
      code("INVALID_ARGUMENT"),
    );
    await expect(run({ shape: [8, 8, 8], affine: affineFromSpacing([0.5, 0.5, 0.5], [3, 0, 10]) })).rejects.toThrow(
      code("OUT_OF_RANGE"),
    );
  });

  describe("properties", () => {
    const spacings = fc.integer({ min: 10, max: 30 }).map((n) => n / 20);
    const encoding = fc.constantFrom("2D" as const, "3D" as const);

    it("is linear in the signal", async () => {
      await fc.assert(
        fc.asyncProperty(spacings, encoding, fc.nat(1000), async (mm, kind, seed) => {
          const protocol = {
            ...resolution(mm),
            encoding: kind,
            biasStrength: 0.3,
            ghost: { count: 2, intensity: 0.04 },
          };
          const [a, b] = [noisy([12, 10, 14], seed), noisy([12, 10, 14], seed + 1)];
          const sum = volume([12, 10, 14], () => [0, 0]);
          for (const part of ["real", "imaginary"] as const) {
            for (let v = 0; v < sum[part].length; v++)
              sum[part][v] = 2 * (a[part][v] as number) - (b[part][v] as number);
          }
          const [first, second, both] = await Promise.all([a, b, sum].map((signal) => acquired(signal, protocol)));
          for (const part of ["real", "imaginary"] as const) {
            const [u, w, image] = [first, second, both].map((one) => (one as ComplexVolume)[part]) as Float32Array[];
            const combined = (v: number): number => 2 * (u?.[v] as number) - (w?.[v] as number);
            expect(largestDifference(image as Float32Array, combined)).toBeLessThan(2e-5);
          }
        }),
        { numRuns: 15 },
      );
    });

    it("never adds energy: an image over the whole grid has at most that of the signal", async () => {
      const divisors = fc.constantFrom(0.5, 0.75, 1, 1.5);
      await fc.assert(
        fc.asyncProperty(divisors, fc.nat(1000), async (mm, seed) => {
          const signal = noisy([12, 12, 12], seed);
          const image = await acquired(signal, resolution(mm));
          expect(energy(image) * mm ** 3).toBeLessThanOrEqual(energy(signal) * 0.5 ** 3 * (1 + 1e-5));
        }),
        { numRuns: 15 },
      );
    });
  });
});
