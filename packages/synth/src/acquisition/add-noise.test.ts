import { affineFromSpacing, createRng, type Shape } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { tissueIndex, tissueSignals } from "../anatomy/tissue.js";
import { addNoise } from "./add-noise.js";
import type { ComplexVolume } from "./complex-volume.js";
import { namedProtocol } from "./named-protocol.js";
import type { Protocol } from "./protocol.js";

const aibl = namedProtocol("aibl");

function constant(shape: Shape, value: number): ComplexVolume {
  const voxels = shape[0] * shape[1] * shape[2];
  const real = new Float32Array(voxels).fill(value);
  return { real, imaginary: new Float32Array(voxels), shape, affine: affineFromSpacing([1, 1, 1]) };
}

function moments(values: Float32Array): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) };
}

const noise = (protocol: Protocol, shape: Shape = [40, 38, 30]): Promise<ComplexVolume> =>
  addNoise(constant(shape, 0), { protocol, rng: createRng(3), referenceSignal: 1 });

describe("addNoise", () => {
  it("has in each channel the reference over signal to noise", async () => {
    const { real, imaginary } = await noise({ ...aibl, signalToNoise: 20 });
    for (const channel of [real, imaginary]) {
      const { mean, deviation } = moments(channel);
      // Of 45,600 numbers: standard errors of 0.5 % and 0.33 % of the deviation.
      expect(Math.abs(mean)).toBeLessThan(0.02 / 20);
      expect(Math.abs(deviation * 20 - 1)).toBeLessThan(0.015);
    }
  });

  it("makes the magnitude Rician: without signal its mean is √(π/2) deviations", async () => {
    const { real, imaginary } = await noise({ ...aibl, signalToNoise: 10 });
    const { mean } = moments(real.map((re, v) => Math.hypot(re, imaginary[v] as number)));
    expect(Math.abs(mean * 10 - Math.sqrt(Math.PI / 2))).toBeLessThan(0.015);
  });

  it("is as strong where the image is zero-filled, and shared by neighbours", async () => {
    const zeroFilled = { ...aibl, spacingMm: [0.47, 0.47, 0.875], signalToNoise: 10 } as const;
    const { real, shape } = await noise(zeroFilled, [42, 41, 31]);
    const { deviation } = moments(real);
    // An eighth of the numbers are independent.
    expect(Math.abs(deviation * 10 - 1)).toBeLessThan(0.04);
    let product = 0;
    for (let v = 0; v + 1 < real.length; v++) product += (real[v] as number) * (real[v + 1] as number);
    // sinc(1/2)
    expect(product / (real.length * deviation ** 2)).toBeCloseTo(2 / Math.PI, 1);
    expect(shape).toEqual([42, 41, 31]);
  });

  it("is shared by neighbours in the plane, not by slices, of a 2-D scan", async () => {
    const { real } = await noise({ ...namedProtocol("clinical-gre-2d"), signalToNoise: 10 }, [40, 40, 20]);
    const { deviation } = moments(real);
    let [inPlane, across] = [0, 0];
    for (let v = 0; v + 1600 < real.length; v++) {
      inPlane += (real[v] as number) * (real[v + 1] as number);
      across += (real[v] as number) * (real[v + 1600] as number);
    }
    expect(inPlane / (real.length * deviation ** 2)).toBeCloseTo(2 / Math.PI, 1);
    expect(Math.abs(across / (real.length * deviation ** 2))).toBeLessThan(0.03);
  });

  it("takes the signal of white matter unless another reference is given", async () => {
    const white = tissueSignals(aibl)[tissueIndex("whiteMatter")] as number;
    const [own, given] = [undefined, white].map((referenceSignal) =>
      addNoise(constant([8, 8, 4], 1), { protocol: aibl, rng: createRng(3), referenceSignal }),
    );
    expect((await own)?.real).toEqual((await given)?.real);
  });

  it("is none for a protocol without, and leaves the image alone", async () => {
    const image = constant([4, 4, 4], 2);
    const copy = await addNoise(image, { protocol: { ...aibl, signalToNoise: null }, rng: createRng(3) });
    expect(copy.real).toEqual(image.real);
    expect(copy.real).not.toBe(image.real);
    await addNoise(image, { protocol: aibl, rng: createRng(3) });
    expect(image.real.every((value) => value === 2)).toBe(true);
  });

  it("is the same for the same stream, whatever the image", async () => {
    const [none, some] = await Promise.all(
      [0, 1].map((value) => addNoise(constant([6, 6, 6], value), { protocol: aibl, rng: createRng(9) })),
    );
    for (const [v, value] of (none as ComplexVolume).real.entries()) expect(some?.real[v]).toBeCloseTo(1 + value, 6);
  });
});
