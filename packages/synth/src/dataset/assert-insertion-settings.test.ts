import { describe, expect, it } from "vitest";
import { assertInsertionSettings } from "./assert-insertion-settings.js";

describe("assertInsertionSettings", () => {
  it("takes what scans and objects have", () => {
    const settings = {
      ...{ microbleeds: 0, calcifications: 1000, contrast: "SWI", fieldStrengthT: 7, echoTimeMs: 20, encoding: "2D" },
      ...{ sliceProfile: 1, acquiredSpacingMm: [1, 1, 3], b0Direction: [0, 0, 2], paramagneticPhase: "down" },
    };
    expect(() => assertInsertionSettings("settings: insertion.", settings)).not.toThrow();
    expect(() => assertInsertionSettings("settings: insertion.", {})).not.toThrow();
  });

  it.each([
    ["microbleeds", 1.5, "OUT_OF_RANGE"],
    ["microbleeds", -1, "OUT_OF_RANGE"],
    ["calcifications", "3", "INVALID_ARGUMENT"],
    ["contrast", "T2", "INVALID_ARGUMENT"],
    ["encoding", "4D", "INVALID_ARGUMENT"],
    ["paramagneticPhase", 1, "INVALID_ARGUMENT"],
    ["echoTimeMs", "20", "INVALID_ARGUMENT"],
    ["echoTimeMs", -1, "OUT_OF_RANGE"],
    ["fieldStrengthT", 30_000, "OUT_OF_RANGE"],
    ["swiExponent", 50, "OUT_OF_RANGE"],
    ["acquiredSpacingMm", [1, 1], "INVALID_ARGUMENT"],
    ["acquiredSpacingMm", [1, 1, 0], "OUT_OF_RANGE"],
    ["b0Direction", [0, 0, 0], "OUT_OF_RANGE"],
  ])("refuses %s %j", (name, value, code) => {
    const error = expect.objectContaining({ code, message: expect.stringContaining(name) });
    expect(() => assertInsertionSettings("settings: insertion.", { [name]: value })).toThrow(error);
  });
});
