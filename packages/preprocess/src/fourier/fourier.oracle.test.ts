import { readFileSync } from "node:fs";
import { type Shape, startLongTask } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { cosineTransformInPlace, cosineTransformWork } from "./cosine-transform.js";
import { fft } from "./fft.js";
import { fft3 } from "./fft3.js";
import { realFft3 } from "./real-fft3.js";

interface Parts {
  readonly real: readonly number[];
  readonly imaginary: readonly number[];
}
interface Fixture {
  readonly lines: readonly {
    readonly n: number;
    readonly data: Parts;
    readonly spectrum: Parts;
    readonly inverse: Parts;
  }[];
  readonly images: readonly {
    readonly shape: Shape;
    readonly data: readonly number[];
    readonly whole: Parts;
    readonly half: Parts;
    readonly cosine: readonly number[];
  }[];
}

const fixture: Fixture = JSON.parse(
  readFileSync(new URL("../../../../fixtures/swi/fourier.json", import.meta.url), "utf8"),
);

// Both compute in float64; the values are up to 30, and listed with 12 decimals.
const TOLERANCE = 1e-11;

function expectSame(actual: { real: ArrayLike<number>; imaginary: ArrayLike<number> }, expected: Parts): void {
  for (const part of ["real", "imaginary"] as const) {
    expect(actual[part]).toHaveLength(expected[part].length);
    for (const [v, value] of expected[part].entries()) {
      expect(Math.abs((actual[part][v] as number) - value)).toBeLessThan(TOLERANCE);
    }
  }
}

describe("fft beside scipy.fft.fft and ifft", () => {
  it.each(fixture.lines)("agrees to 1e-11, n = $n", ({ data, spectrum, inverse }) => {
    expectSame(fft(data), spectrum);
    expectSame(fft(data, { direction: "inverse" }), inverse);
  });
});

describe("fft3 beside scipy.fft.fftn, realFft3 beside rfft and fft, the cosine transform beside dctn", () => {
  it.each(fixture.images)("agree to 1e-11, $shape voxels", async ({ shape, data, whole, half, cosine }) => {
    const real = Float64Array.from(data);
    expectSame(await fft3({ real, imaginary: new Float64Array(real.length), shape }), whole);
    expectSame(await realFft3({ data: real, shape }), half);
    const task = startLongTask(cosineTransformWork(shape), {});
    await cosineTransformInPlace(real, { shape, direction: "forward", task, stage: "", before: 0 });
    for (const [v, value] of cosine.entries()) expect(Math.abs((real[v] as number) - value)).toBeLessThan(TOLERANCE);
  });
});
