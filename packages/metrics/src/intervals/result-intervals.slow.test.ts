import { describe, expect, it } from "vitest";
import { coverage } from "../testdata/simulated-scans.js";

describe("resultIntervals over many simulated cohorts", () => {
  it.each([
    ["percentile", 1],
    ["percentile", 3],
    ["bca", 1],
    ["bca", 3],
  ] as const)(
    "covers near the nominal rate by %s with %d scans a patient",
    { timeout: 600_000 },
    (method, scansPerPatient) => {
      const covered = coverage({ trials: 1000, resamples: 500, method, scansPerPatient });
      // 1000 trials at 0.95 have a standard error of 0.007; the bootstrap falls short by about 1 to 2 % with 40 patients.
      for (const share of Object.values(covered)) {
        expect(share).toBeGreaterThan(0.915);
        expect(share).toBeLessThan(0.975);
      }
    },
  );
});
