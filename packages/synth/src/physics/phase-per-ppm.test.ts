import { describe, expect, it } from "vitest";
import { PROTON_GYROMAGNETIC_RATIO_MHZ_PER_T, phasePerPpm } from "./phase-per-ppm.js";

describe("phasePerPpm", () => {
  it("is 16.05 rad per ppm at 3 T and 20 ms", () => {
    expect(phasePerPpm({ echoTimeMs: 20, fieldStrengthT: 3 })).toBeCloseTo(16.05, 2);
  });

  it("is one turn when the shift in Hz times the echo time is 1", () => {
    const echoTimeMs = 1000 / (PROTON_GYROMAGNETIC_RATIO_MHZ_PER_T * 1.5);
    expect(phasePerPpm({ echoTimeMs, fieldStrengthT: 1.5 })).toBeCloseTo(2 * Math.PI, 12);
  });

  it("depends on the product of field and echo time alone", () => {
    const low = phasePerPpm({ echoTimeMs: 40, fieldStrengthT: 1.5 });
    expect(low).toBeCloseTo(phasePerPpm({ echoTimeMs: 20, fieldStrengthT: 3 }), 12);
  });
});
