import { readFileSync } from "node:fs";
import { affineFromSpacing, type Mask, type Shape, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { applyLandmarks } from "./apply-landmarks.js";
import { percentiles } from "./percentiles.js";
import { repairNan } from "./repair-nan.js";
import { sensitivityField } from "./sensitivity-field.js";
import { trainLandmarks } from "./train-landmarks.js";
import { zScore } from "./z-score.js";

type Values = readonly number[];
interface Fixture {
  readonly percentiles: readonly { readonly values: Values; readonly percents: Values; readonly expected: Values }[];
  readonly zScore: readonly {
    readonly shape: Shape;
    readonly data: Values;
    readonly mask: Values;
    readonly whole: Values;
    readonly masked: Values;
  }[];
  readonly landmarks: {
    readonly shape: Shape;
    readonly range: readonly [number, number];
    readonly scans: readonly Values[];
    readonly masks: readonly Values[];
    readonly percentiles: Values;
    readonly standard: Values;
    readonly mapped: readonly Values[];
  };
  readonly repair: readonly {
    readonly shape: Shape;
    readonly data: readonly (number | null)[];
    readonly value: number;
    readonly count: number;
  }[];
  readonly homogeneity: {
    readonly shape: Shape;
    readonly spacingMm: readonly [number, number, number];
    readonly sum: number;
    readonly voxels: readonly (readonly [number, number, number])[];
    readonly field: Values;
  };
}

const fixture: Fixture = JSON.parse(
  readFileSync(new URL("../../../../fixtures/intensity/intensity.json", import.meta.url), "utf8"),
);
const affine = affineFromSpacing([1, 1, 1]);
const volumeOf = (values: Values, shape: Shape): Volume => ({ data: Float32Array.from(values), shape, affine });
const maskOf = (values: Values, shape: Shape): Mask => ({ data: Uint8Array.from(values), shape, affine });

function largestDifference(actual: ArrayLike<number>, expected: Values): number {
  return expected.reduce((most, value, v) => Math.max(most, Math.abs(value - (actual[v] ?? Number.NaN))), 0);
}

describe("percentiles beside numpy.percentile", () => {
  it.each(fixture.percentiles)("agrees to 1e-10 at $percents", ({ values, percents, expected }) => {
    expect(largestDifference(percentiles(values, percents), expected)).toBeLessThan(1e-10);
  });
});

describe("zScore beside NumPy's mean and std", () => {
  it.each(fixture.zScore)("agrees to 2e-6, where float32 keeps 7 digits, $shape voxels", (one) => {
    const volume = volumeOf(one.data, one.shape);
    expect(largestDifference(zScore(volume).data, one.whole)).toBeLessThan(2e-6);
    const mask = maskOf(one.mask, one.shape);
    expect(largestDifference(zScore(volume, { mask }).data, one.masked)).toBeLessThan(2e-6);
  });
});

describe("trainLandmarks and applyLandmarks beside NyulNormalizer of intensity-normalization", () => {
  const { shape, range, scans, masks, standard, mapped } = fixture.landmarks;
  const images = scans.map((scan, n) => ({ volume: volumeOf(scan, shape), mask: maskOf(masks[n] as Values, shape) }));

  it("learns the same scale to 1e-5 of 100", async () => {
    const landmarks = await trainLandmarks(images, { range });
    expect(landmarks.percentiles).toEqual(fixture.landmarks.percentiles);
    expect(largestDifference(landmarks.values, standard)).toBeLessThan(1e-5);
  });

  it("maps every voxel alike to 1e-4 of 100, which float32 voxels leave", async () => {
    const landmarks = await trainLandmarks(images, { range });
    for (const [n, { volume, mask }] of images.entries()) {
      const { data } = applyLandmarks(volume, landmarks, { mask });
      expect(largestDifference(data, mapped[n] as Values)).toBeLessThan(1e-4);
    }
  });
});

describe("repairNan beside numpy.nanmedian of the eight corner blocks", () => {
  it.each(fixture.repair)("gives the same value and count, $shape voxels", ({ shape, data, value, count }) => {
    const volume = volumeOf(
      data.map((one) => one ?? Number.NaN),
      shape,
    );
    const { volume: whole, nan } = repairNan(volume, { rule: "corner-median" });
    expect(nan).toBe(count);
    expect(whole.data[data.indexOf(null)]).toBe(Math.fround(value));
  });
});

describe("sensitivityField beside the box filters of MriResearchTools.jl, written again in NumPy", () => {
  const { shape, spacingMm, sum, voxels, field } = fixture.homogeneity;
  const [ni, nj, nk] = shape;
  const data = new Float32Array(ni * nj * nk);
  for (let v = 0; v < data.length; v++) {
    const [i, j, k] = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))];
    const radius = Math.hypot((i - 23.5) / 20, (j - 26.5) / 23, (k - 19.5) / 17);
    const grey = Math.sin(i / 2.5) * Math.sin(j / 3) * Math.sin(k / 2) > 0.25;
    const noise = ((i * 7 + j * 11 + k * 13) % 9) - 4;
    const tissue = radius < 0.3 ? 30 : grey ? 80 : 100;
    data[v] = radius < 1 ? tissue * (1 + (0.25 * (i - 23.5)) / 20) + noise : Math.abs(noise) / 4;
  }

  it("follows the same field: 2 % in the mean and 8 % at worst in tissue, 25 % in fluid, where both have to guess", async () => {
    expect(data.reduce((total, value) => total + value, 0) / sum).toBeCloseTo(1, 5);
    const volume = { data, shape, affine: affineFromSpacing(spacingMm) };
    const mask = { ...volume, data: Uint8Array.from(data, (value) => Number(value > 10)) };
    const ours = await sensitivityField(volume, { mask });
    const compared = voxels.map(([i, j, k], n) => {
      const error = Math.abs((ours.data[i + ni * (j + nj * k)] as number) / (field[n] as number) - 1);
      return { error, fluid: Math.hypot((i - 23.5) / 20, (j - 26.5) / 23, (k - 19.5) / 17) < 0.33 };
    });
    const inTissue = compared.filter(({ fluid }) => !fluid).map(({ error }) => error);
    expect(inTissue.length).toBeGreaterThan(200);
    expect(inTissue.reduce((total, error) => total + error, 0) / inTissue.length).toBeLessThan(0.02);
    expect(Math.max(...inTissue)).toBeLessThan(0.08);
    expect(Math.max(...compared.map(({ error }) => error))).toBeLessThan(0.25);
  });
});
