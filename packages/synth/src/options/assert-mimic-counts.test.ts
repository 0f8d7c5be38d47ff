import { describe, expect, it } from "vitest";
import { PATCH_MIMICS } from "../scene/draw-scene.js";
import { assertMimicCounts } from "./assert-mimic-counts.js";

describe("assertMimicCounts", () => {
  it("takes every class of mimics", () => {
    expect(() => assertMimicCounts("draw: mimics", PATCH_MIMICS)).not.toThrow();
  });

  it.each([
    ["calcifications", 3, "INVALID_ARGUMENT"],
    ["microbleed", 3, "INVALID_ARGUMENT"],
    ["calcification", "3", "INVALID_ARGUMENT"],
    ["calcification", -1, "OUT_OF_RANGE"],
    ["calcification", Number.NaN, "OUT_OF_RANGE"],
  ])("refuses %s %j, by its name", (name, count, code) => {
    const error = expect.objectContaining({ code, details: expect.objectContaining({ name: `mimics.${name}` }) });
    expect(() => assertMimicCounts("draw: mimics", { [name]: count })).toThrow(error);
  });
});
