import { describe, expect, it } from "vitest";
import { staticDephasing } from "./static-dephasing.js";

describe("staticDephasing", () => {
  it("leaves exp(-2.4) at 1 ppm, 3 T and 20 ms: 120 Hz over 20 ms", () => {
    expect(staticDephasing(1, { echoTimeMs: 20, fieldStrengthT: 3 })).toBeCloseTo(Math.exp(-2.4), 12);
  });

  it("depends on the product of field and echo time and on the size of the susceptibility", () => {
    const high = staticDephasing(0.7, { echoTimeMs: 20, fieldStrengthT: 3 });
    expect(staticDephasing(-0.7, { echoTimeMs: 40, fieldStrengthT: 1.5 })).toBeCloseTo(high, 12);
  });
});
