import { describe, expect, it } from "vitest";
import { assertProtocol } from "./assert-protocol.js";
import { namedProtocol, PROTOCOL_NAMES } from "./named-protocol.js";

const aibl = namedProtocol("aibl");
const alfa = namedProtocol("valdo-alfa");

describe("assertProtocol", () => {
  it("takes every named protocol, out of JSON too", () => {
    for (const name of PROTOCOL_NAMES) {
      expect(() => assertProtocol(JSON.parse(JSON.stringify(namedProtocol(name))))).not.toThrow();
    }
  });

  it("takes filters of k-space, ghosts and motion", () => {
    const filters = [{ window: "tukey", taper: 0.5 }, { window: "hamming" }];
    const artefacts = { ghost: { count: 2, intensity: 0.1 }, motion: { share: 0.2, phaseRad: 1 } };
    for (const kSpaceFilter of filters) assertProtocol({ ...aibl, ...artefacts, kSpaceFilter });
  });

  it.each([
    ["nothing", undefined],
    ["text", "aibl"],
    ["a misspelt field", { ...aibl, kSpacefilter: { window: "hamming" } }],
    ["a misspelt field of the filter", { ...aibl, swi: { cutoffPerMm: 0.1, exponent: 4, mask: "linear", power: 4 } }],
    ["a misspelt field of a window", { ...aibl, kSpaceFilter: { window: "hamming", taper: 0.1 } }],
    ["an echo at the next pulse", { ...aibl, echoTimeMs: 27, repetitionTimeMs: 27 }],
    ["an echo past the next pulse", { ...namedProtocol("dou"), echoShifted: undefined }],
    ["a shifted echo before the next pulse", { ...aibl, echoShifted: true }],
    ["a shifted echo past two pulses", { ...namedProtocol("dou"), repetitionTimeMs: 12 }],
    ["a shift that is a number", { ...aibl, echoShifted: 0 }],
    ["no contrast", { ...aibl, contrast: undefined }],
    ["an unknown encoding", { ...aibl, encoding: "4D" }],
    ["a number as text", { ...aibl, echoTimeMs: "20" }],
    ["two spacings", { ...aibl, spacingMm: [1, 1] }],
    ["an SWI without filter", { ...aibl, swi: null }],
    ["an unknown mask", { ...aibl, swi: { cutoffPerMm: 0.1, exponent: 4, mask: "square" } }],
    ["a strength of a linear mask", { ...aibl, swi: { cutoffPerMm: 0.1, exponent: 4, mask: "linear", strength: 4 } }],
    ["voxels larger than acquired", { ...aibl, spacingMm: [1, 1, 1.75] }],
    ["an SWI of oblong voxels", { ...aibl, spacingMm: [0.47, 0.94, 1.75] }],
    ["interpolated slices in 2-D", { ...alfa, spacingMm: [1, 1, 1.5] }],
    ["a direction that is no unit vector", { ...aibl, b0Direction: [0, 0.5, 0.5] }],
    ["half a ghost", { ...aibl, ghost: { count: 1.5, intensity: 0.1 } }],
    ["a ghost that is a number", { ...aibl, ghost: 0.1 }],
    ["motion that is a number", { ...aibl, motion: 0.1 }],
    ["an unknown window", { ...aibl, kSpaceFilter: { window: "hann" } }],
    ["a missing bias", { ...aibl, biasStrength: undefined }],
  ])("refuses %s", (_, value) => {
    expect(() => assertProtocol(value)).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  });

  it.each([
    ["echoTimeMs", { ...aibl, echoTimeMs: -1 }],
    ["fieldStrengthT", { ...aibl, fieldStrengthT: Number.NaN }],
    ["flipAngleDegrees", { ...aibl, flipAngleDegrees: 0 }],
    ["repetitionTimeMs", { ...aibl, repetitionTimeMs: 0 }],
    ["sliceProfile", { ...alfa, sliceProfile: 0 }],
    ["signalToNoise", { ...aibl, signalToNoise: 0 }],
    ["spacingMm", { ...aibl, spacingMm: [0, 0.94, 1.75] }],
    ["swi.cutoffPerMm", { ...aibl, swi: { cutoffPerMm: 0, exponent: 4, mask: "linear" } }],
    ["ghost.intensity", { ...aibl, ghost: { count: 1, intensity: 2 } }],
    ["motion.share", { ...aibl, motion: { share: 1.5, phaseRad: 1 } }],
    ["kSpaceFilter.taper", { ...aibl, kSpaceFilter: { window: "tukey", taper: 2 } }],
  ])("says that %s is out of range", (name, value) => {
    const details = expect.objectContaining({ name });
    expect(() => assertProtocol(value)).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE", details }));
  });
});
