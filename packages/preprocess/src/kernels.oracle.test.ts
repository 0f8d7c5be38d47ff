import { readFileSync } from "node:fs";
import { affineFromSpacing, type Mask, type Shape } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { close } from "./close.js";
import { dilate } from "./dilate.js";
import { distanceTransform } from "./distance-transform.js";
import { erode } from "./erode.js";
import { fillHoles } from "./fill-holes.js";
import { gaussianSmooth } from "./gaussian-smooth.js";
import { otsuThreshold } from "./otsu-threshold.js";

type Triple = readonly [number, number, number];
type Values = readonly number[];
interface Fixture {
  readonly gaussian: readonly {
    readonly shape: Shape;
    readonly spacingMm: Triple;
    readonly sigmaMm: Triple;
    readonly data: Values;
    readonly expected: Values;
  }[];
  readonly distance: readonly {
    readonly shape: Shape;
    readonly spacingMm: Triple;
    readonly mask: Values;
    readonly expected: Values;
  }[];
  readonly morphology: readonly {
    readonly shape: Shape;
    readonly spacingMm: Triple;
    readonly radiusMm: number;
    readonly mask: Values;
    readonly eroded: Values;
    readonly dilated: Values;
    readonly closed: Values;
  }[];
  readonly holes: readonly {
    readonly shape: Shape;
    readonly mask: Values;
    readonly volume: Values;
    readonly slices: Values;
  }[];
  readonly otsu: readonly { readonly values: Values; readonly bins: number; readonly expected: number }[];
}

const fixture: Fixture = JSON.parse(
  readFileSync(new URL("../../../fixtures/preprocess/kernels.json", import.meta.url), "utf8"),
);

function maskOf(values: Values, shape: Shape, spacingMm: Triple): Mask {
  return { data: Uint8Array.from(values), shape, affine: affineFromSpacing(spacingMm) };
}

function largestDifference(actual: ArrayLike<number>, expected: Values): number {
  return expected.reduce((most, value, v) => Math.max(most, Math.abs(value - (actual[v] ?? Number.NaN))), 0);
}

describe("gaussianSmooth beside scipy.ndimage.gaussian_filter", () => {
  it.each(fixture.gaussian)("agrees to 5e-5 on values near 100, $shape voxels of $spacingMm mm", (one) => {
    const volume = { data: Float32Array.from(one.data), shape: one.shape, affine: affineFromSpacing(one.spacingMm) };
    // Every sum is float32, which steps by 8e-6 at 100; SciPy adds in float64.
    const smooth = gaussianSmooth(volume, { sigmaMm: one.sigmaMm });
    expect(largestDifference(smooth.data, one.expected)).toBeLessThan(5e-5);
  });
});

describe("distanceTransform beside scipy.ndimage.distance_transform_edt", () => {
  it.each(fixture.distance)(
    "agrees to 1e-5 mm, $shape voxels of $spacingMm mm",
    ({ shape, spacingMm, mask, expected }) => {
      const distance = distanceTransform(maskOf(mask, shape, spacingMm));
      expect(largestDifference(distance.data, expected)).toBeLessThan(1e-5);
    },
  );
});

describe("erode, dilate and close beside scipy.ndimage with a ball in mm", () => {
  it.each(fixture.morphology)("gives the same masks, $radiusMm mm on voxels of $spacingMm mm", (one) => {
    const mask = maskOf(one.mask, one.shape, one.spacingMm);
    const { radiusMm } = one;
    expect([...erode(mask, { radiusMm }).data]).toEqual(one.eroded);
    expect([...dilate(mask, { radiusMm }).data]).toEqual(one.dilated);
    expect([...close(mask, { radiusMm }).data]).toEqual(one.closed);
  });
});

describe("fillHoles beside scipy.ndimage.binary_fill_holes", () => {
  it.each(fixture.holes)("gives the same masks, in the volume and slice by slice, $shape voxels", (one) => {
    const mask = maskOf(one.mask, one.shape, [1, 1, 1]);
    expect([...fillHoles(mask, { within: "volume" }).data]).toEqual(one.volume);
    expect([...fillHoles(mask, { within: "slices" }).data]).toEqual(one.slices);
  });
});

describe("otsuThreshold beside skimage.filters.threshold_otsu", () => {
  it.each(fixture.otsu)("agrees to 1e-12 of the threshold with $bins bins, $expected", ({ values, bins, expected }) => {
    expect(Math.abs(otsuThreshold(values, { bins }) / expected - 1)).toBeLessThan(1e-12);
  });
});
