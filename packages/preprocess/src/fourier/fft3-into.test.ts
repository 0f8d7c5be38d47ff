import { describe, expect, it } from "vitest";
import { fft3 } from "./fft3.js";
import { fft3Into } from "./fft3-into.js";

describe("fft3Into", () => {
  const shape = [5, 4, 3] as const;
  const options = { direction: "inverse", axes: [0, 2] } as const;
  const image = () => ({
    real: Float32Array.from({ length: 60 }, (_, v) => (v * 7) % 11),
    imaginary: Float32Array.from({ length: 60 }, (_, v) => (v * 5) % 13),
    shape,
  });

  it("gives what fft3 gives, over the image itself", async () => {
    const own = image();
    await fft3Into(own, options, own);
    expect(own).toEqual(await fft3(image(), options));
  });

  it("gives it in other arrays, and leaves the image alone", async () => {
    const one = image();
    const out = { real: new Float64Array(60), imaginary: new Float64Array(60) };
    await fft3Into(one, options, out);
    const expected = await fft3(image(), options);
    for (const [v, value] of expected.real.entries()) expect(out.real[v]).toBeCloseTo(value, 5);
    expect(one).toEqual(image());
  });

  it("refuses arrays of another length", async () => {
    const out = { real: new Float64Array(60), imaginary: new Float64Array(59) };
    await expect(fft3Into(image(), options, out)).rejects.toMatchObject({ code: "SHAPE_MISMATCH" });
  });
});
