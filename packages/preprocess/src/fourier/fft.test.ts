import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fft } from "./fft.js";

describe("fft", () => {
  it("is Σ x[t] exp(−2πi k t / n): an impulse at 1 gives the roots of unity", () => {
    const { real, imaginary } = fft({ real: [0, 1, 0, 0] });
    for (const [k, value] of [1, 0, -1, 0].entries()) expect(real[k]).toBeCloseTo(value, 15);
    for (const [k, value] of [0, -1, 0, 1].entries()) expect(imaginary[k]).toBeCloseTo(value, 15);
  });

  it("puts a wave of k turns into frequency k", () => {
    const real = Array.from({ length: 12 }, (_, t) => Math.cos((2 * Math.PI * 5 * t) / 12));
    const spectrum = fft({ real });
    expect(spectrum.real[5]).toBeCloseTo(6, 12);
    expect(spectrum.real[7]).toBeCloseTo(6, 12);
    expect(spectrum.real[4]).toBeCloseTo(0, 12);
  });

  it("divides by n on the way back", () => {
    const back = fft({ real: [4, 0, 0, 0] }, { direction: "inverse" });
    expect([...back.real]).toEqual([1, 1, 1, 1]);
  });

  // Each radix, an odd prime, a product of all, the largest prime radix, and lengths that need the chirp.
  it.each([1, 2, 3, 4, 5, 7, 8, 9, 22, 25, 49, 60, 61, 67, 97, 134, 257, 1009])(
    "agrees with the plain sum for n = %d",
    (n) => {
      const real = Float64Array.from({ length: n }, (_, t) => Math.sin(t * t));
      const imaginary = Float64Array.from({ length: n }, (_, t) => Math.cos(3 * t * t + 1));
      const spectrum = fft({ real, imaginary });
      for (const k of [0, 1, n >> 1, n - 1]) {
        let [a, b] = [0, 0];
        for (let t = 0; t < n; t++) {
          const angle = (-2 * Math.PI * ((k * t) % n)) / n;
          a += (real[t] as number) * Math.cos(angle) - (imaginary[t] as number) * Math.sin(angle);
          b += (real[t] as number) * Math.sin(angle) + (imaginary[t] as number) * Math.cos(angle);
        }
        expect(Math.abs((spectrum.real[k % n] as number) - a)).toBeLessThan(1e-11);
        expect(Math.abs((spectrum.imaginary[k % n] as number) - b)).toBeLessThan(1e-11);
      }
    },
  );

  it("leaves its input alone", () => {
    const signal = { real: Float64Array.of(1, 2, 3), imaginary: Float64Array.of(4, 5, 6) };
    fft(signal, { direction: "inverse" });
    expect([...signal.real, ...signal.imaginary]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("refuses no sample, and parts of different lengths", () => {
    expect(() => fft({ real: [] })).toThrow(expect.objectContaining({ code: "EMPTY_VOLUME" }));
    expect(() => fft({ real: [1, 2], imaginary: [1] })).toThrow(expect.objectContaining({ code: "SHAPE_MISMATCH" }));
  });

  describe("properties", () => {
    const number = fc.integer({ min: -1000, max: 1000 }).map((n) => n / 100);
    const signal = fc.integer({ min: 1, max: 140 }).chain((n) => {
      const part = fc.array(number, { minLength: n, maxLength: n });
      return fc.record({ real: part, imaginary: part });
    });
    const energy = ({ real, imaginary }: { real: ArrayLike<number>; imaginary: ArrayLike<number> }): number =>
      Array.from(real, (value, t) => value ** 2 + (imaginary[t] as number) ** 2).reduce((a, b) => a + b, 0);

    it("goes there and back", () => {
      fc.assert(
        fc.property(signal, (one) => {
          const back = fft(fft(one), { direction: "inverse" });
          for (const [t, value] of one.real.entries()) expect(back.real[t]).toBeCloseTo(value, 11);
          for (const [t, value] of one.imaginary.entries()) expect(back.imaginary[t]).toBeCloseTo(value, 11);
        }),
      );
    });

    it("keeps the energy, but for the factor n (Parseval)", () => {
      fc.assert(
        fc.property(signal, (one) => {
          const before = energy(one);
          expect(Math.abs(energy(fft(one)) / one.real.length - before)).toBeLessThanOrEqual(1e-11 * before);
        }),
      );
    });

    it("is linear", () => {
      fc.assert(
        fc.property(signal, number, (one, factor) => {
          const other = { real: one.imaginary, imaginary: one.real };
          const sum = fft({
            real: one.real.map((value, t) => value + factor * (other.real[t] as number)),
            imaginary: one.imaginary.map((value, t) => value + factor * (other.imaginary[t] as number)),
          });
          const [a, b] = [fft(one), fft(other)];
          for (let k = 0; k < one.real.length; k++) {
            expect(sum.real[k]).toBeCloseTo((a.real[k] as number) + factor * (b.real[k] as number), 8);
          }
        }),
      );
    });

    it("turns each frequency by its share when the signal is shifted", () => {
      fc.assert(
        fc.property(signal, fc.nat(), (one, by) => {
          const n = one.real.length;
          const shifted = {
            real: one.real.map((_, t) => one.real[(t + by) % n] as number),
            imaginary: one.imaginary.map((_, t) => one.imaginary[(t + by) % n] as number),
          };
          const [a, b] = [fft(one), fft(shifted)];
          for (let k = 0; k < n; k++) {
            const angle = (2 * Math.PI * ((k * (by % n)) % n)) / n;
            const [re, im] = [a.real[k] as number, a.imaginary[k] as number];
            expect(b.real[k]).toBeCloseTo(re * Math.cos(angle) - im * Math.sin(angle), 8);
            expect(b.imaginary[k]).toBeCloseTo(re * Math.sin(angle) + im * Math.cos(angle), 8);
          }
        }),
      );
    });
  });
});
