import { describe, expect, it } from "vitest";
import { placementOf } from "./placement-of.js";

const SHAPE = [4, 5, 6] as const;
const COUNT = { asked: 3, what: "balls", why: "the scan is full" };

describe("placementOf", () => {
  it("says nothing where all were placed, none too", () => {
    expect(placementOf("insert", { ...COUNT, placed: 3 }, SHAPE)).toEqual({ asked: 3, placed: 3, shortfall: null });
    expect(placementOf("insert", { ...COUNT, asked: 0, placed: 0 }, SHAPE).shortfall).toBeNull();
  });

  it("says how many are missing and why", () => {
    const shortfall = "2 of 3 balls placed: the scan is full; ask for fewer, or give a segmentation as labels";
    expect(placementOf("insert", { ...COUNT, placed: 2 }, SHAPE)).toEqual({ asked: 3, placed: 2, shortfall });
  });

  it("refuses where none was placed, with the shape of the scan", () => {
    const message = expect.stringContaining("insert: 0 of 3 balls placed");
    const error = expect.objectContaining({ code: "EMPTY_VOLUME", message, details: { shape: SHAPE } });
    expect(() => placementOf("insert", { ...COUNT, placed: 0 }, SHAPE)).toThrow(error);
  });
});
