import { describe, expect, it } from "vitest";
import { mannWhitneyU } from "./mann-whitney-u.js";

describe("mannWhitneyU", () => {
  it("is one in all orders where the samples do not mix", () => {
    expect(mannWhitneyU([4, 5], [1, 2, 3], "greater")).toBeCloseTo(0.1, 15);
    expect(mannWhitneyU([4, 5], [1, 2, 3], "less")).toBe(1);
  });
  it("is undefined for an empty sample and refuses NaN", () => {
    expect(mannWhitneyU([], [1], "greater")).toBeNaN();
    expect(() => mannWhitneyU([Number.NaN], [1], "greater")).toThrow("NaN");
  });
});
