import { isCmbError } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TISSUES, type Tissue, tissueConstants, tissueSignals } from "./tissue.js";

const gre = { echoTimeMs: 20, repetitionTimeMs: 500, flipAngleDegrees: 25, fieldStrengthT: 3 };

function ranked(settings: typeof gre, tissues: readonly Tissue[]): readonly Tissue[] {
  const signals = tissueSignals(settings);
  return [...tissues].sort((a, b) => (signals[TISSUES.indexOf(b)] ?? 0) - (signals[TISSUES.indexOf(a)] ?? 0));
}

describe("tissueSignals", () => {
  it("ranks tissues as a T2*-weighted gradient echo with long TR does", () => {
    const order: readonly Tissue[] = ["csf", "cortex", "whiteMatter", "putamen", "pallidum", "skull", "air"];
    expect(ranked(gre, [...order].reverse())).toEqual(order);
  });

  it("makes fluid darker than white matter with a short TR", () => {
    const swi = { ...gre, repetitionTimeMs: 28, flipAngleDegrees: 15 };
    expect(ranked(swi, ["csf", "whiteMatter"])).toEqual(["whiteMatter", "csf"]);
  });

  it("loses more signal in iron-rich tissue at 3 T than at 1.5 T", () => {
    const ratio = (fieldStrengthT: number): number => {
      const signals = tissueSignals({ ...gre, fieldStrengthT });
      return (signals[TISSUES.indexOf("pallidum")] ?? 0) / (signals[TISSUES.indexOf("whiteMatter")] ?? 1);
    };
    expect(ratio(3)).toBeLessThan(ratio(1.5));
  });
});

describe("TISSUES", () => {
  it("keeps the numbers of the tissues that phantoms are made of", () => {
    const first = "air scalp skull venousBlood sinus dura csf cortex whiteMatter caudate putamen pallidum thalamus";
    expect(TISSUES.slice(0, 13)).toEqual(first.split(" "));
    expect(new Set(TISSUES).size).toBe(TISSUES.length);
  });
});

describe("tissueConstants", () => {
  it.each([
    { tissue: "cortex", fieldStrengthT: 7, t1Ms: 1939, t2StarMs: 33 },
    { tissue: "whiteMatter", fieldStrengthT: 7, t1Ms: 1126, t2StarMs: 27 },
    { tissue: "venousBlood", fieldStrengthT: 7, t1Ms: 2100, t2StarMs: 7.4 },
    { tissue: "putamen", fieldStrengthT: 3, t1Ms: 1330, t2StarMs: 32 },
    { tissue: "caudate", fieldStrengthT: 1.5, t1Ms: 1100, t2StarMs: 59 },
  ] as const)(
    "gives $tissue at $fieldStrengthT T the times of the table",
    ({ tissue, fieldStrengthT, t1Ms, t2StarMs }) => {
      const constants = tissueConstants(tissue, fieldStrengthT);
      expect(constants.t1Ms).toBeCloseTo(t1Ms, 9);
      expect(constants.t2StarMs).toBeCloseTo(t2StarMs, 9);
    },
  );

  it("ranks susceptibility: bone below water, then white matter, cortex, pallidum, dentate nucleus, blood, air", () => {
    const order = ["skull", "whiteMatter", "cortex", "pallidum", "dentateNucleus", "venousBlood", "air"] as const;
    const ppm = order.map((tissue) => tissueConstants(tissue, 3).susceptibilityPpm);
    expect([...ppm].sort((a, b) => a - b)).toEqual(ppm);
    expect(ppm[0]).toBeLessThan(0);
  });

  it.each(["greyMatter", "toString"])("refuses the tissue %s, which there is not", (tissue) => {
    const error = expect.objectContaining({ code: "INVALID_ARGUMENT", message: expect.stringContaining(tissue) });
    expect(() => tissueConstants(tissue as Tissue, 3)).toThrow(error);
  });

  it.each([0, 0.5, 12, Number.NaN])("refuses a field of %s T", (fieldStrengthT) => {
    let caught: unknown;
    try {
      tissueConstants("csf", fieldStrengthT);
    } catch (error) {
      caught = error;
    }
    expect(isCmbError(caught, "OUT_OF_RANGE")).toBe(true);
  });

  describe("properties", () => {
    const fields = fc.double({ min: 1, max: 9.3, noNaN: true });

    it("lengthens T1 and shortens T2* as the field rises, for every tissue with signal", () => {
      fc.assert(
        fc.property(
          fc.constantFrom(...TISSUES.filter((tissue) => tissue !== "air")),
          fields,
          (tissue, fieldStrengthT) => {
            const [low, high] = [
              tissueConstants(tissue, fieldStrengthT),
              tissueConstants(tissue, fieldStrengthT + 0.1),
            ];
            expect(high.t1Ms).toBeGreaterThan(low.t1Ms);
            expect(high.t2StarMs).toBeLessThan(low.t2StarMs);
          },
        ),
      );
    });
  });
});
