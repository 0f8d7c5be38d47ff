import { isCmbError } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { pairedRanksTest } from "./paired-ranks-test.js";

describe("pairedRanksTest", () => {
  it("is 1 for equal samples, undefined for one pair, and refuses samples that do not pair", () => {
    expect(pairedRanksTest([1, 2], [1, 2], "greater")).toBe(1);
    expect(pairedRanksTest([1], [2], "greater")).toBeNaN();
    expect(() => pairedRanksTest([1], [2, 3], "greater")).toThrow(
      expect.toSatisfy((error) => isCmbError(error, "SHAPE_MISMATCH")),
    );
  });
  it("is 0 or 1 where the samples are apart and nothing varies", () => {
    expect(pairedRanksTest([5, 6, 7], [1, 2, 3], "greater")).toBe(0);
    expect(pairedRanksTest([5, 6, 7], [1, 2, 3], "less")).toBe(1);
  });
});
