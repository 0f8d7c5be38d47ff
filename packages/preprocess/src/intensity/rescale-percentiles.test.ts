import { affineFromSpacing, type Volume } from "@cmb/core";
import { arbitraryVolume } from "@cmb/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rescalePercentiles } from "./rescale-percentiles.js";

const affine = affineFromSpacing([1, 1, 1]);
const row = (...values: number[]): Volume => ({
  data: Float32Array.from(values),
  shape: [values.length, 1, 1],
  affine,
});

describe("rescalePercentiles", () => {
  it("maps the extremes to 0 and 1 unless told otherwise", () => {
    expect([...rescalePercentiles(row(10, 15, 30)).data]).toEqual([0, 0.25, 1]);
  });

  it("maps two percentiles to a range, limits what is beyond, or lets the line go on", () => {
    const image = row(0, 10, 20, 30, 40);
    const options = { percentiles: [25, 75], range: [-1, 1] } as const;
    expect([...rescalePercentiles(image, options).data]).toEqual([-1, -1, 0, 1, 1]);
    expect([...rescalePercentiles(image, { ...options, beyond: "extend" }).data]).toEqual([-2, -1, 0, 1, 2]);
  });

  it("measures under the mask, NaN and infinities left out, NaN kept", () => {
    const mask = { data: Uint8Array.of(1, 1, 1, 1, 0), shape: [5, 1, 1] as const, affine };
    const image = row(Number.NaN, 0, 4, Number.POSITIVE_INFINITY, 100);
    expect([...rescalePercentiles(image, { mask }).data]).toEqual([Number.NaN, 0, 1, 1, 1]);
  });

  it("refuses an unknown way beyond", () => {
    const options = { beyond: "wrap" } as unknown as Parameters<typeof rescalePercentiles>[1];
    expect(() => rescalePercentiles(row(1, 2), options)).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  });

  it("refuses a constant image, an empty mask, and ends that are equal or in the wrong order", () => {
    const empty = { data: new Uint8Array(2), shape: [2, 1, 1] as const, affine };
    const outOfRange = expect.objectContaining({ code: "OUT_OF_RANGE" });
    expect(() => rescalePercentiles(row(3, 3))).toThrow(expect.objectContaining({ code: "EMPTY_VOLUME" }));
    expect(() => rescalePercentiles(row(1, 2), { mask: empty })).toThrow(/under the mask/);
    expect(() => rescalePercentiles(row(1, 2), { percentiles: [50, 50] })).toThrow(outOfRange);
    expect(() => rescalePercentiles(row(1, 2), { percentiles: [0, 120] })).toThrow(outOfRange);
    expect(() => rescalePercentiles(row(1, 2), { range: [1, 0] })).toThrow(outOfRange);
  });

  describe("properties", () => {
    const image = arbitraryVolume({ maxLength: 4 })
      .map((volume) => ({ ...volume, data: volume.data.map((value) => Math.round(value % 1000)) }))
      .filter(({ data }) => data.some((value) => value !== data[0]));

    it("keeps the order of intensities, stays in the range and does not depend on the unit", () => {
      fc.assert(
        fc.property(image, fc.integer({ min: 1, max: 500 }), (volume, factor) => {
          const { data } = rescalePercentiles(volume);
          const other = rescalePercentiles({ ...volume, data: volume.data.map((value) => value * factor) }).data;
          const order = [...volume.data.keys()].sort((a, b) => (volume.data[a] as number) - (volume.data[b] as number));
          for (const [n, v] of order.entries()) {
            if (n > 0) expect(data[v]).toBeGreaterThanOrEqual(data[order[n - 1] as number] as number);
            expect(other[v]).toBeCloseTo(data[v] as number, 5);
          }
          expect([Math.min(...data), Math.max(...data)]).toEqual([0, 1]);
        }),
      );
    });

    it("does nothing a second time", () => {
      fc.assert(
        fc.property(image, (volume) => {
          const once = rescalePercentiles(volume);
          for (const [v, value] of rescalePercentiles(once).data.entries()) {
            expect(value).toBeCloseTo(once.data[v] as number, 6);
          }
        }),
      );
    });
  });
});
