import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spoiledGreSignal } from "./spoiled-gre-signal.js";

const tissue = { protonDensity: 0.7, t1Ms: 850, t2StarMs: 53 };
const sequence = { echoTimeMs: 20, repetitionTimeMs: 500, flipAngleDegrees: 25, fieldStrengthT: 3 };

describe("spoiledGreSignal", () => {
  it("is the proton density after a 90 degree pulse, full recovery and no echo time", () => {
    const full = { ...sequence, echoTimeMs: 0, repetitionTimeMs: 1e6, flipAngleDegrees: 90 };
    expect(spoiledGreSignal(tissue, full)).toBeCloseTo(0.7, 12);
  });

  it("decays by e in one T2*", () => {
    const early = spoiledGreSignal(tissue, { ...sequence, echoTimeMs: 0 });
    expect(spoiledGreSignal(tissue, { ...sequence, echoTimeMs: 53 })).toBeCloseTo(early / Math.E, 12);
  });
});

describe("times of relaxation", () => {
  it.each([
    ["t1Ms", 0],
    ["t2StarMs", 0],
    ["t2StarMs", Number.NaN],
    ["t1Ms", -850],
  ])("refuses %s of %s ms", (name, value) => {
    const error = expect.objectContaining({ code: "OUT_OF_RANGE", details: expect.objectContaining({ name }) });
    expect(() => spoiledGreSignal({ ...tissue, [name]: value }, sequence)).toThrow(error);
  });
});

describe("properties", () => {
  it("is largest at the Ernst angle, whose cosine is exp(-TR/T1)", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 10, max: 2000, noNaN: true }),
        fc.double({ min: 1, max: 89, noNaN: true }),
        (tr, angle) => {
          const at = (flipAngleDegrees: number): number =>
            spoiledGreSignal(tissue, { ...sequence, repetitionTimeMs: tr, flipAngleDegrees });
          const ernst = (Math.acos(Math.exp(-tr / tissue.t1Ms)) * 180) / Math.PI;
          expect(at(angle)).toBeLessThanOrEqual(at(ernst) * (1 + 1e-12));
        },
      ),
    );
  });
});
