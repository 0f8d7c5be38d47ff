import { describe, expect, it } from "vitest";
import { TISSUES, type Tissue, tissueSignals } from "./tissue.js";

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
