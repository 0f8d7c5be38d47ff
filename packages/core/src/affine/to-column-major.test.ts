import { describe, expect, it } from "vitest";
import { toColumnMajor } from "./to-column-major.js";

describe("toColumnMajor", () => {
  it("lists the columns one after the other", () => {
    expect(toColumnMajor([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 0, 0, 1])).toEqual([
      1, 5, 9, 0, 2, 6, 10, 0, 3, 7, 11, 0, 4, 8, 12, 1,
    ]);
  });
});
