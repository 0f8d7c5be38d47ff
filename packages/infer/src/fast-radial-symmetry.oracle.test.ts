import { readFileSync } from "node:fs";
import { affineFromSpacing, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { fastRadialSymmetry } from "./fast-radial-symmetry.js";

interface Case {
  readonly id: string;
  readonly max: number;
  readonly argmax: readonly [number, number];
  readonly sum: number;
  readonly samples: readonly (readonly [number, number, number])[];
  readonly input: {
    readonly size: number;
    readonly background: number;
    readonly discs?: readonly (readonly [number, number, number, number])[];
    readonly columns58to59?: number;
  };
}

const fixture = JSON.parse(readFileSync(new URL("../../../fixtures/peers/frst.json", import.meta.url), "utf8")) as {
  readonly cases: readonly Case[];
};

/** The fixture's [row, column] is [i, j] here. */
function image({ size, background, discs = [], columns58to59 }: Case["input"]): Volume {
  const data = new Float32Array(size * size).fill(background);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      for (const [ci, cj, radius, value] of discs) {
        if ((i - ci) ** 2 + (j - cj) ** 2 <= radius ** 2) data[i + size * j] = Math.max(data[i + size * j] ?? 0, value);
      }
      if (columns58to59 !== undefined && (j === 58 || j === 59)) data[i + size * j] = columns58to59;
    }
  }
  return { data, shape: [size, size, 1], affine: affineFromSpacing([1, 1, 1]) };
}

describe("fastRadialSymmetry against the published cases", () => {
  for (const reference of fixture.cases) {
    it(`gives the transform of ${reference.id}`, async () => {
      const { size } = reference.input;
      const options = { radiiMm: [2, 3, 4, 6], saturation: 8, polarity: "bright" } as const;
      const { data } = await fastRadialSymmetry(image(reference.input), options);
      const largest = data.reduce((max, value) => Math.max(max, value), 0);
      const sum = data.reduce((total, value) => total + value, 0);
      // float32 maps against float64 ones
      expect(largest).toBeCloseTo(reference.max, 6);
      expect(data[reference.argmax[0] + size * reference.argmax[1]]).toBeCloseTo(reference.max, 6);
      expect(sum).toBeCloseTo(reference.sum, 4);
      for (const [i, j, value] of reference.samples) expect(data[i + size * j]).toBeCloseTo(value, 6);
    });
  }
});
