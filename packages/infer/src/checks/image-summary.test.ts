import { affineFromSpacing, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { shareBelow, strideOf, summariseImage, valueAt } from "./image-summary.js";

function row(...values: number[]): Volume {
  return { data: Float32Array.from(values), shape: [values.length, 1, 1], affine: affineFromSpacing([1, 1, 1]) };
}

describe("summariseImage", () => {
  it("counts what is NaN or infinite and sorts the rest", () => {
    const { nonFiniteCount, sorted } = summariseImage(row(3, Number.NaN, 1, Number.NEGATIVE_INFINITY, 2));
    expect(nonFiniteCount).toBe(2);
    expect([...sorted]).toEqual([1, 2, 3]);
  });

  it("finds the most common value and its share", () => {
    const { mode, modeFraction } = summariseImage(row(5, 0, 7, 0, 0, 9));
    expect([mode, modeFraction]).toEqual([0, 0.5]);
  });

  it("compares neighbours outside of the background, and has nothing to say of an axis of one voxel", () => {
    const { neighbours } = summariseImage(row(0, 0, 0, 0, 4, 4, 4, 8));
    expect(neighbours[0].equalFraction).toBeCloseTo(2 / 3, 12);
    expect(neighbours[1].equalFraction).toBeNaN();
  });

  it("correlates neighbours: 1 for a ramp, −1 for alternation", () => {
    expect(summariseImage(row(1, 2, 3, 4, 5)).neighbours[0].correlation).toBeCloseTo(1, 9);
    expect(summariseImage(row(1, 9, 1, 9, 1)).neighbours[0].correlation).toBeCloseTo(-1, 9);
  });

  it("counts jumps from one end of the range to the other", () => {
    const { neighbours } = summariseImage(row(5, 7, 9, 10, 0, 1, 3, 5));
    // Two pairs reach the top tenth, 9 to 10 and 10 to 0; one of them comes from the bottom.
    expect(neighbours[0].wrapFraction).toBe(0.5);
  });

  it("does not run over from one row into the next", () => {
    const volume: Volume = {
      data: Float32Array.of(0, 10, 0, 10),
      shape: [2, 2, 1],
      affine: affineFromSpacing([1, 1, 1]),
    };
    const { neighbours } = summariseImage(volume);
    expect(neighbours[0].wrapFraction).toBe(1);
    expect(neighbours[1].wrapFraction).toBe(0);
  });
});

describe("valueAt, shareBelow and strideOf", () => {
  it("read quantiles and shares off a sorted sample", () => {
    const sorted = Float64Array.of(1, 2, 2, 4);
    expect([valueAt(sorted, 0), valueAt(sorted, 0.5), valueAt(sorted, 1)]).toEqual([1, 2, 4]);
    expect([shareBelow(sorted, 1), shareBelow(sorted, 2), shareBelow(sorted, 3)]).toEqual([0, 0.25, 0.75]);
    expect(valueAt(new Float64Array(0), 0.5)).toBeNaN();
  });

  it("step along an axis", () => {
    expect(([0, 1, 2] as const).map((axis) => strideOf([4, 5, 6], axis))).toEqual([1, 4, 20]);
  });
});
