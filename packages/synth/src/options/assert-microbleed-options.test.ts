import { describe, expect, it } from "vitest";
import { assertMicrobleedOptions } from "./assert-microbleed-options.js";

describe("assertMicrobleedOptions", () => {
  it("takes what can be drawn", () => {
    for (const count of [0, 7, "patch", "head"]) {
      const options = { count, flatness: 0, medianRadiusMm: 1, susceptibilityPpm: [0.5, 0.5] };
      expect(() => assertMicrobleedOptions("synthesizePatch: microbleeds.", options)).not.toThrow();
    }
  });

  it.each([
    ["medianRadiusMm", -1, "OUT_OF_RANGE"],
    ["medianRadiusMm", 0, "OUT_OF_RANGE"],
    ["medianRadiusMm", Number.NaN, "OUT_OF_RANGE"],
    ["medianRadiusMm", 30, "OUT_OF_RANGE"],
    ["medianRadiusMm", "1", "INVALID_ARGUMENT"],
    ["susceptibilityPpm", [2, 0.1], "INVALID_ARGUMENT"],
    ["susceptibilityPpm", [-2, -1], "OUT_OF_RANGE"],
    ["susceptibilityPpm", [0, Number.POSITIVE_INFINITY], "OUT_OF_RANGE"],
    ["susceptibilityPpm", [Number.NaN, 1], "OUT_OF_RANGE"],
    ["susceptibilityPpm", 1, "INVALID_ARGUMENT"],
    ["count", "many", "INVALID_ARGUMENT"],
    ["count", 1.5, "OUT_OF_RANGE"],
    ["count", -1, "OUT_OF_RANGE"],
    ["flatness", 2, "OUT_OF_RANGE"],
    ["number", 3, "INVALID_ARGUMENT"],
  ])("refuses %s %j, by its name", (name, value, code) => {
    const details = { name: `microbleeds.${name}`, value: name === "susceptibilityPpm" ? expect.anything() : value };
    const error = expect.objectContaining({ code, details: expect.objectContaining(details) });
    expect(() => assertMicrobleedOptions("synthesizePatch: microbleeds.", { [name]: value })).toThrow(error);
    const alone = expect.objectContaining({ code, details: expect.objectContaining({ name }) });
    expect(() => assertMicrobleedOptions("drawMicrobleeds: ", { [name]: value })).toThrow(alone);
  });
});
