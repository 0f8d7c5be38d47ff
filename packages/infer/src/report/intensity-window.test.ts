import { affineFromSpacing, createVolume } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { intensityWindow, NO_DATA_GREY, toGrey, windowOfValues } from "./intensity-window.js";

/** Half air around 0, half tissue from 400 to 600, with one bright voxel in a thousand. */
const values = Float32Array.from({ length: 20_000 }, (_, n) => {
  if (n % 1000 === 0) return 10_000;
  return n % 2 === 0 ? n % 7 : 400 + (n % 200);
});

describe("intensityWindow", () => {
  it("reaches from air to the bright end of tissue and passes over a few far brighter voxels", () => {
    const { low, high } = intensityWindow(createVolume(values, [20, 20, 50], affineFromSpacing([1, 1, 1])));
    expect(low).toBe(0);
    expect(high).toBeGreaterThan(580);
    expect(high).toBeLessThanOrEqual(600);
  });

  it("does not depend on the unit of the voxels", () => {
    const tiny = windowOfValues(
      values.map((value) => value * 1e-7),
      0.98,
    );
    const { low, high } = windowOfValues(values, 0.98);
    expect(tiny.low).toBeCloseTo(low * 1e-7, 12);
    expect(tiny.high / (high * 1e-7)).toBeCloseTo(1, 6);
  });

  it.each([
    ["constant", [5, 5, 5]],
    ["empty", []],
    ["all NaN", [Number.NaN, Number.NaN]],
  ])("gives a window that is not empty for values that are %s", (_, few) => {
    const { low, high } = windowOfValues(few, 0.98);
    expect(high).toBeGreaterThan(low);
  });
});

describe("toGrey", () => {
  it("maps the window to black and white, clips beyond it, and shows missing data in light grey", () => {
    const grey = toGrey(new Float32Array([-5, 0, 50, 100, 1000, Number.NaN]), { low: 0, high: 100 });
    expect([...grey]).toEqual([0, 0, 128, 255, 255, NO_DATA_GREY]);
  });

  describe("properties", () => {
    it("never turns the order of two values around", () => {
      fc.assert(
        fc.property(fc.float({ noNaN: true }), fc.float({ noNaN: true }), (a, b) => {
          const [first = 0, second = 0] = toGrey(new Float32Array([Math.min(a, b), Math.max(a, b)]), {
            low: -3,
            high: 9,
          });
          expect(first).toBeLessThanOrEqual(second);
        }),
      );
    });
  });
});
