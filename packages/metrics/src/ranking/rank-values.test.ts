import { describe, expect, it } from "vitest";
import { rankValues } from "./rank-values.js";

describe("rankValues", () => {
  it("gives equal values the mean of their ranks", () => {
    expect(rankValues([3, 1, 3, 2])).toEqual({ ranks: [3.5, 1, 3.5, 2], ties: [1, 1, 2] });
  });
});
