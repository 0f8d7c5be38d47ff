import { describe, expect, it } from "vitest";
import { summariseByOutcome } from "./summarise-by-outcome.js";

describe("summariseByOutcome", () => {
  it("averages each feature over the lesions of an outcome, undefined ones passed over", () => {
    const rows = [
      { outcome: "TP", features: { diameterMm: 2 } },
      { outcome: "FN", features: { diameterMm: 5, axisRatio: 1 } },
      { outcome: "TP", features: { diameterMm: 4 } },
      { outcome: "TP", features: { diameterMm: Number.NaN } },
    ];
    const [missed, found] = summariseByOutcome(rows);
    expect([missed?.outcome, missed?.lesionCount, missed?.features["axisRatio"]?.mean]).toEqual(["FN", 1, 1]);
    expect([found?.lesionCount, found?.features["diameterMm"]]).toEqual([
      3,
      { mean: 3, standardDeviation: Math.SQRT2, count: 2 },
    ]);
  });
});
