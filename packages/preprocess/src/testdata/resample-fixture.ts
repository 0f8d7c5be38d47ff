import { readFileSync } from "node:fs";
import type { Affine, Shape, Volume } from "@cmb/core";
import type { Grid } from "../resample/grid.js";

type Triple = readonly [number, number, number];
type Values = readonly number[];

/** An image of the fixture, values with i fastest. */
export interface FixtureImage {
  readonly shape: Shape;
  readonly affine: Affine;
  readonly data: Values;
}

interface ByInterpolation {
  readonly nearest: Values;
  readonly linear: Values;
  readonly cubic: Values;
}

interface Fixture {
  readonly grids: readonly (FixtureImage & {
    readonly name: string;
    readonly grid: Grid;
    readonly scipy: ByInterpolation;
    readonly simpleitk: ByInterpolation;
  })[];
  readonly nibabel: readonly (FixtureImage & {
    readonly order: 0 | 1 | 3;
    readonly grid: Grid;
    readonly expected: Values;
  })[];
  readonly worldGrids: readonly {
    readonly shape: Shape;
    readonly affine: Affine;
    readonly spacingMm: Triple;
    readonly expectedShape: Shape;
    readonly expectedAffine: Affine;
  }[];
  readonly nilearn: FixtureImage & { readonly expected: Values };
  readonly labels: readonly (FixtureImage & {
    readonly name: string;
    readonly grid: Grid;
    readonly expected: Values;
  })[];
  readonly thickSlices: {
    readonly shape: Shape;
    readonly data: Values;
    readonly targetShape: Shape;
    readonly expected: Values;
  };
  readonly antialias: {
    readonly shape: Shape;
    readonly spacingMm: Triple;
    readonly data: Values;
    readonly targetShape: Shape;
    readonly targetSpacingMm: Triple;
    readonly expected: Values;
  };
}

/** Results of other packages, from `fixtures/resample/make_resample.py`. */
export const resampleFixture: Fixture = JSON.parse(
  readFileSync(new URL("../../../../fixtures/resample/resample.json", import.meta.url), "utf8"),
);

export function volumeOf({ data, shape, affine }: FixtureImage): Volume {
  return { data: Float32Array.from(data), shape, affine };
}

export function largestDifference(actual: ArrayLike<number>, expected: Values): number {
  return expected.reduce((most, value, v) => Math.max(most, Math.abs(value - (actual[v] ?? Number.NaN))), 0);
}
