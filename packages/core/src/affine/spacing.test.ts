import { describe, expect, it } from "vitest";
import { spacing } from "./spacing.js";

describe("spacing", () => {
  it("is the length of each column, not of each row", () => {
    expect(spacing([3, 0, 0, 7, 4, 0, 0, 7, 0, 2, 6, 7, 0, 0, 0, 1])).toEqual([5, 2, 6]);
  });

  it("is positive for a reversed axis", () => {
    expect(spacing([-2, 0, 0, 0, 0, -3, 0, 0, 0, 0, -4, 0, 0, 0, 0, 1])).toEqual([2, 3, 4]);
  });
});
