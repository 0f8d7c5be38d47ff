import { describe, expect, it } from "vitest";
import { binLabel } from "./bin-label.js";

describe("binLabel", () => {
  it("puts a value at an edge into the upper bin", () => {
    expect([2.9, 3, 9.9, 10].map((value) => binLabel(value, [3, 10]))).toEqual(["<3", "3 to <10", "3 to <10", ">=10"]);
  });
  it("has no bin for NaN and refuses edges that do not rise", () => {
    expect(binLabel(Number.NaN, [3])).toBeUndefined();
    for (const edges of [[], [3, 3], [3, 1], [Number.NaN, 1]]) expect(() => binLabel(1, edges)).toThrow("each above");
  });
});
