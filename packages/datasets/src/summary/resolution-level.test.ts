import { describe, expect, it } from "vitest";
import { resolutionLevel } from "./resolution-level.js";

describe("resolutionLevel", () => {
  it("is low when both sizes within the slice are above 0.5 mm, whatever the slices are", () => {
    expect(resolutionLevel([0.9, 0.9, 0.4])).toBe("low");
    expect(resolutionLevel([0.5, 0.9, 5])).toBe("high");
    expect(resolutionLevel([0.9, 0.5, 5])).toBe("high");
    expect(resolutionLevel([0.45, 0.45, 4])).toBe("high");
  });
});
