import { describe, expect, it } from "vitest";
import { BURDEN_SCHEMES, burdenClass } from "./burden-class.js";

describe("burdenClass", () => {
  it("puts each boundary into the upper class", () => {
    const [ariaH] = BURDEN_SCHEMES;
    if (ariaH === undefined) throw new Error("no scheme");
    const classes = [0, 1, 4, 5, 9, 10, 83].map((count) => burdenClass(count, ariaH));
    expect(classes).toEqual(["none", "mild", "mild", "moderate", "moderate", "severe", "severe"]);
  });
  it("has schemes that start at 0, rise, and have a label for each class", () => {
    for (const { from, labels } of BURDEN_SCHEMES) {
      expect(from[0]).toBe(0);
      expect([...from].sort((a, b) => a - b)).toEqual(from);
      expect(labels).toHaveLength(from.length);
    }
  });
  it("refuses what is no count", () => {
    const [scheme] = BURDEN_SCHEMES;
    if (scheme === undefined) throw new Error("no scheme");
    expect(() => burdenClass(-1, scheme)).toThrow("whole number");
    expect(() => burdenClass(1.5, scheme)).toThrow("whole number");
  });
});
