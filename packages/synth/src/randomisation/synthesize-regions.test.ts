import { createVolume, isCmbError, type Volume, type VoxelArray, voxelToWorld } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprint } from "../testdata/fingerprint.js";
import type { SynthesizeRegionsOptions } from "./region-options.js";
import { synthesizeRegions } from "./synthesize-regions.js";

/** A head of nested balls of 1.5 mm voxels: white matter left and right, cortex, fluid and skull around; patient axes. */
function nestedHead(): Volume<Uint16Array> {
  const side = 48;
  const data = new Uint16Array(side ** 3);
  const middle = (side - 1) / 2;
  for (let v = 0; v < data.length; v++) {
    const [i, j, k] = [v % side, Math.floor(v / side) % side, Math.floor(v / side / side)];
    const radius = Math.hypot(i - middle, j - middle, k - middle);
    const left = i < middle;
    if (radius < 10) data[v] = left ? 2 : 41;
    else if (radius < 14) data[v] = left ? 3 : 42;
    else if (radius < 17) data[v] = 24;
    else if (radius < 20) data[v] = 515;
  }
  const origin = -1.5 * middle;
  return createVolume(data, [side, side, side], [1.5, 0, 0, origin, 0, 1.5, 0, origin, 0, 0, 1.5, origin, 0, 0, 0, 1]);
}

/** Nothing random but what a test asks for. */
const STILL: SynthesizeRegionsOptions = {
  physicsShare: 0,
  flipShare: 0,
  scaling: 0,
  rotationDegrees: 0,
  shearing: 0,
  elasticMm: 0,
  bias: 0,
  gamma: 0,
  isotropicMm: 0,
  thickMm: 0,
  noise: 0,
  strippedShare: 0,
  croppedShare: 0,
};

const HEAD = nestedHead();
const labelsIn = (data: ArrayLike<number>): readonly number[] => [...new Set(Array.from(data))].sort((a, b) => a - b);

describe("synthesizeRegions", () => {
  it("shows the labels where they are when nothing moves them", async () => {
    const { labels } = await synthesizeRegions(HEAD, { ...STILL, shape: [48, 48, 48] });
    expect(labels.shape).toEqual(HEAD.shape);
    expect(voxelToWorld(labels.affine, [0, 0, 0])).toEqual(voxelToWorld(HEAD.affine, [0, 0, 0]));
    expect(fingerprint(labels.data)).toBe(fingerprint(HEAD.data));
    expect(labels.data).toBeInstanceOf(Uint16Array);
  });

  it("gives each class its own mean, and one to labels of one class", async () => {
    const still = { ...STILL, deviations: [0, 0] as const, shape: [48, 48, 48] as const, seed: 3 };
    const sides = async (options: SynthesizeRegionsOptions): Promise<readonly [number, number]> => {
      const { data } = (await synthesizeRegions(HEAD, { ...still, ...options })).image;
      // Deep in the white matter of either side, away from partial volume.
      return [data[19 + 48 * (24 + 48 * 24)] as number, data[28 + 48 * (24 + 48 * 24)] as number];
    };
    const [left, right] = await sides({ classes: { 2: 1, 41: 1 } });
    expect(left).toBeCloseTo(right, 4);
    const [one, other] = await sides({});
    expect(Math.abs(one - other)).toBeGreaterThan(0.02);
  });

  it("takes the contrast of a gradient echo where it follows physics: fluid is the darkest at short TR, whatever the seed", async () => {
    for (let index = 0; index < 6; index++) {
      const options = { ...STILL, physicsShare: 1, shape: [24, 24, 24] as const, spacingMm: 3, index };
      const { image, labels, parameters } = await synthesizeRegions(HEAD, options);
      expect(parameters.contrast).toBe("physics");
      if ((parameters.echo?.repetitionTimeMs ?? 0) > 60) continue;
      const level = (label: number): number => {
        const own = image.data.filter((_, v) => labels.data[v] === label);
        return own.reduce((sum, value) => sum + value, 0) / own.length;
      };
      if ((parameters.echo?.flipAngleDegrees ?? 0) > 18) expect(level(24)).toBeLessThan(level(2));
    }
  });

  it("exchanges left and right when it flips, so that each label keeps its side", async () => {
    const { labels, parameters } = await synthesizeRegions(HEAD, { ...STILL, flipShare: 1, shape: [48, 48, 48] });
    expect(parameters.flipped).toBe(true);
    expect(fingerprint(labels.data)).toBe(fingerprint(HEAD.data));
  });

  it("gives RAS axes whatever the axes of the labels", async () => {
    // The same head with i from front to back and k from right to left.
    const [a, , , d] = HEAD.affine;
    const turned = { ...HEAD, affine: [0, 0, -a, -d, -a, 0, 0, -d, 0, a, 0, d, 0, 0, 0, 1] as const };
    const { labels } = await synthesizeRegions(turned, { ...STILL, shape: [20, 20, 20], spacingMm: 3 });
    expect(labels.affine[0]).toBeCloseTo(3, 9);
    expect(labels.affine[5]).toBeCloseTo(3, 9);
    expect(labels.affine[10]).toBeCloseTo(3, 9);
  });

  it("removes what lies around the brain from image and labels", async () => {
    const options = { ...STILL, strippedShare: 1, shape: [48, 48, 48] as const, deviations: [0, 0] as const };
    const { labels, image } = await synthesizeRegions(HEAD, options);
    expect(labelsIn(labels.data)).toEqual([0, 2, 3, 24, 41, 42]);
    const skull = image.data.filter((_, v) => HEAD.data[v] === 515);
    const air = image.data.filter((_, v) => HEAD.data[v] === 0);
    expect(Math.abs((skull[500] as number) - (air[0] as number))).toBeLessThan(0.05);
  });

  it("cuts at most a quarter of the head off at one end", async () => {
    const { labels, parameters } = await synthesizeRegions(HEAD, {
      ...STILL,
      croppedShare: 1,
      shape: [48, 48, 48],
      index: 2,
    });
    const slices = new Set(
      [...labels.data.keys()].filter((v) => labels.data[v] !== 0).map((v) => Math.floor(v / 48 ** 2)),
    );
    const [bottom, top] = parameters.cropped;
    expect(bottom * top).toBe(0);
    // The head fills 40 slices.
    expect(slices.size).toBe(40 - Math.round(40 * (bottom + top)));
  });

  it("blurs along the axis of thick slices alone", async () => {
    const options = { ...STILL, thickMm: 9, deviations: [0, 0] as const, shape: [48, 48, 48] as const };
    const samples = await Promise.all(
      [...Array(4).keys()].map((index) => synthesizeRegions(HEAD, { ...options, index })),
    );
    const thick = samples.find(({ parameters }) => Math.max(...parameters.resolutionMm) > 5);
    const axis = thick?.parameters.resolutionMm.findIndex((mm) => mm > 5) as number;
    const roughness = [1, 48, 48 ** 2].map((stride) => {
      const { data } = (thick as { readonly image: Volume }).image;
      let sum = 0;
      for (let v = 2 * stride; v < data.length; v++) {
        sum += Math.abs((data[v] as number) - 2 * (data[v - stride] as number) + (data[v - 2 * stride] as number));
      }
      return sum;
    });
    for (const other of [0, 1, 2].filter((n) => n !== axis)) {
      expect(roughness[axis]).toBeLessThan(0.6 * (roughness[other] as number));
    }
  });

  it.each([
    ["a map of zeros", { ...HEAD, data: new Uint16Array(HEAD.data.length) }, {}, "EMPTY_VOLUME"],
    [
      "labels that are not whole",
      { ...HEAD, data: Float32Array.from(HEAD.data, (label) => label / 2) },
      {},
      "OUT_OF_RANGE",
    ],
    ["a scaling of 2", HEAD, { scaling: 2 }, "OUT_OF_RANGE"],
    ["a shape with a half", HEAD, { shape: [10, 10, 0.5] }, "OUT_OF_RANGE"],
    ["means whose lower is last", HEAD, { means: [225, 25] }, "INVALID_ARGUMENT"],
    ["deviations below 0", HEAD, { deviations: [-5, 5] }, "OUT_OF_RANGE"],
    ["slices thinner than the voxels", HEAD, { spacingMm: 1, thickMm: 0.5 }, "OUT_OF_RANGE"],
    ["a resolution finer than the voxels", HEAD, { spacingMm: 1, isotropicMm: 0.5 }, "OUT_OF_RANGE"],
    ["a misspelt option", HEAD, { thicknessMm: 4 }, "INVALID_ARGUMENT"],
    ["voxels of 0 mm", HEAD, { spacingMm: 0 }, "OUT_OF_RANGE"],
    [
      "physics for labels without a tissue",
      HEAD,
      { tissues: { 2: "whiteMatter" }, physicsShare: 1 },
      "INVALID_ARGUMENT",
    ],
  ] as const)("refuses %s", async (_, labels, options, code) => {
    const asked = options as SynthesizeRegionsOptions;
    const error = await synthesizeRegions(labels as Volume<VoxelArray>, asked).catch((reason: unknown) => reason);
    expect(isCmbError(error, code)).toBe(true);
  });

  it("stops when its signal is aborted", async () => {
    await expect(synthesizeRegions(HEAD, { signal: AbortSignal.abort("enough") })).rejects.toBe("enough");
  });
});

describe("properties", () => {
  const sample = fc.record({ seed: fc.nat(1e6), index: fc.nat(1e6) });

  it("gives equal bytes for equal seed and index, and others for the next index", async () => {
    await fc.assert(
      fc.asyncProperty(sample, async ({ seed, index }) => {
        const options = { seed, spacingMm: 3, shape: [24, 24, 24] as const };
        const first = await synthesizeRegions(HEAD, { ...options, index });
        expect(fingerprint(await synthesizeRegions(HEAD, { ...options, index }))).toBe(fingerprint(first));
        const next = await synthesizeRegions(HEAD, { ...options, index: index + 1 });
        expect(fingerprint(next.image)).not.toBe(fingerprint(first.image));
      }),
      { numRuns: 3 },
    );
  });

  it("keeps every label and adds none, with intensities from 0 to 1", async () => {
    await fc.assert(
      fc.asyncProperty(sample, async ({ seed, index }) => {
        const options = { seed, index, strippedShare: 0, croppedShare: 0, spacingMm: 2, shape: [48, 48, 48] as const };
        const { image, labels } = await synthesizeRegions(HEAD, options);
        expect(labelsIn(labels.data)).toEqual(labelsIn(HEAD.data));
        expect(Math.min(...image.data)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...image.data)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 3 },
    );
  });
});
