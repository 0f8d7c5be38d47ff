import { readFileSync } from "node:fs";
import { affineFromSpacing, type Shape, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { blooming } from "./blooming.js";

/** Signals in per cent of the tissue around. */
interface BloomingCase {
  readonly teslaMs: readonly [number, number];
  readonly before: readonly number[];
  readonly after: readonly number[];
}

interface BloomingCases {
  readonly shape: Shape;
  readonly spacingMm: readonly [number, number, number];
  readonly cases: readonly BloomingCase[];
}

const fixture = new URL("../../../../fixtures/augment/blooming.json", import.meta.url);
const { shape, spacingMm, cases } = JSON.parse(readFileSync(fixture, "utf8")) as BloomingCases;

const dark = (values: ArrayLike<number>): number => Array.from(values).filter((value) => value < 80).length;

describe("blooming beside simulated balls at two products of field strength and echo time", () => {
  it("leaves at most two thirds of the difference, on average less than half", async () => {
    const left: number[] = [];
    for (const one of cases) {
      const volume: Volume = {
        data: Float32Array.from(one.before),
        shape,
        affine: affineFromSpacing(spacingMm),
      };
      const { after } = one;
      const factor = one.teslaMs[1] / one.teslaMs[0];
      const { data } = await blooming().apply(volume, { factor, widestMm: 5, backgroundMm: 6 });
      const difference = (values: ArrayLike<number>): number =>
        after.reduce((sum, value, v) => {
          const isNear = value < 90 || (volume.data[v] as number) < 90;
          return sum + (isNear ? Math.abs(value - (values[v] as number)) : 0);
        }, 0);
      left.push(difference(data) / difference(volume.data));
      // Voxels that lost a fifth of their signal: as many as the simulation has, to a third.
      expect(Math.abs(Math.log(dark(data) / dark(after)))).toBeLessThan(0.4);
    }
    expect(Math.max(...left)).toBeLessThan(0.67);
    expect(left.reduce((sum, value) => sum + value, 0) / left.length).toBeLessThan(0.45);
  });
});
