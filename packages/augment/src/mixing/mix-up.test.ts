import { describe, expect, it } from "vitest";
import { bytesOf } from "../testdata/comparable.js";
import { madeScene } from "../testdata/made-scene.js";
import { mixUp } from "./mix-up.js";

const [first, second] = [madeScene(), madeScene({ seed: 2 })];

describe("mixUp", () => {
  it("is the weighted mean, with the labels of the larger share", () => {
    const mixed = mixUp(first, { ...second, labels: undefined }, { share: 0.25 });
    const [a = 0, b = 0] = [first.image.data[9], second.image.data[9]];
    expect(mixed.image.data[9]).toBe(Math.fround(0.25 * a + 0.75 * b));
    expect(mixed.channels?.[0]?.data[9]).toBe(
      Math.fround(0.25 * (first.channels[0]?.data[9] ?? 0) + 0.75 * (second.channels[0]?.data[9] ?? 0)),
    );
    expect(mixed.labels).toBeUndefined();
    expect(mixUp(first, second, { share: 0.5 }).labels).toBe(first.labels);
  });

  it("is one of the two at the ends", () => {
    expect(bytesOf(mixUp(first, second, { share: 1 }).image.data)).toBe(bytesOf(first.image.data));
    expect(bytesOf(mixUp(first, second, { share: 0 }).image.data)).toBe(bytesOf(second.image.data));
  });

  it("refuses options that it does not have", () => {
    expect(() => mixUp(first, second, { share: 1, shares: 1 } as never)).toThrow(/mixUp.shares/);
  });

  it("refuses other grids, other channels and shares that are none", () => {
    expect(() => mixUp(first, madeScene({ shape: [4, 4, 4] }), { share: 0.5 })).toThrow(
      expect.objectContaining({ code: "SHAPE_MISMATCH" }),
    );
    expect(() => mixUp(first, { ...second, channels: [] }, { share: 0.5 })).toThrow(/0/);
    expect(() => mixUp(first, second, { share: 1.1 })).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
  });
});
