import { describe, expect, it } from "vitest";
import { assertDetectOptions } from "./assert-detect-options.js";

describe("assertDetectOptions", () => {
  it("takes what there is, and nothing", () => {
    const all = { preset: "specific", sequence: "SWI", force: true, overlap: 0.75, mirror: "all" };
    expect(() =>
      assertDetectOptions({ ...all, signal: new AbortController().signal, onProgress: () => {} }),
    ).not.toThrow();
    expect(() => assertDetectOptions({})).not.toThrow();
    expect(() => assertDetectOptions({ preset: undefined, overlap: 0 })).not.toThrow();
  });

  it.each([
    [{ presets: "balanced" }, "INVALID_ARGUMENT", "detect: presets is unknown; there are preset, sequence"],
    [{ preset: "loud" }, "INVALID_ARGUMENT", 'detect: preset is "loud"; give one of sensitive, balanced, specific'],
    [{ sequence: "T1" }, "INVALID_ARGUMENT", "sequence"],
    [{ mirror: "left" }, "INVALID_ARGUMENT", "give one of none, inPlane, all"],
    [{ force: "yes" }, "INVALID_ARGUMENT", "give true or false"],
    [{ overlap: 0.76 }, "OUT_OF_RANGE", "give a share from 0 to 0.75"],
    [{ overlap: -0.1 }, "OUT_OF_RANGE", "overlap is -0.1"],
    [{ overlap: "0.5" }, "OUT_OF_RANGE", "overlap"],
    [{ signal: {} }, "INVALID_ARGUMENT", "AbortController"],
    [{ onProgress: 3 }, "INVALID_ARGUMENT", "onProgress is 3; give a function"],
    [null, "INVALID_ARGUMENT", "what is given is null; an object"],
  ])("refuses %j", (options, code, text) => {
    expect(() => assertDetectOptions(options)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(text) }),
    );
  });
});
