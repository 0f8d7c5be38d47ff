import { describe, expect, it } from "vitest";
import { type StratifyRow, stratifyLabel } from "./stratify-label.js";

const row: StratifyRow = {
  dataset: "MOMENI",
  healthy: "no",
  sequence: "SWI",
  resolutionLevel: "low",
  fieldStrength: "3",
  burdenLevel: "high",
  echoTimeMs: 20,
};

describe("stratifyLabel", () => {
  it("joins the parts in the published order and writes the echo time as a float", () => {
    expect(stratifyLabel(row)).toBe("MOMENI-no-SWI-low-3-high-20.0");
    expect(stratifyLabel({ ...row, echoTimeMs: 32.5 })).toBe("MOMENI-no-SWI-low-3-high-32.5");
  });

  it("writes Unspecified for what is not known", () => {
    const unknown = { ...row, fieldStrength: undefined, burdenLevel: undefined, echoTimeMs: undefined };
    expect(stratifyLabel(unknown)).toBe("MOMENI-no-SWI-low-Unspecified-Unspecified-Unspecified");
  });
});
