import { describe, expect, it } from "vitest";
import { listSynthSegRegions, synthSegRegion } from "./synthseg-regions.js";

describe("synthSegRegion", () => {
  it("gives region, zone and side", () => {
    expect(synthSegRegion(51)).toEqual({
      label: 51,
      name: "right putamen",
      bombs: "Basal ganglia grey matter",
      zone: "deep",
      side: "right",
      isGuess: false,
    });
    expect(synthSegRegion(15)).toMatchObject({ bombs: "Cerebellum", zone: "infratentorial", isGuess: true });
  });
  it("gives no location to background and CSF, and nothing for a label that is none", () => {
    expect(synthSegRegion(24)?.zone).toBeUndefined();
    expect(synthSegRegion(99)).toBeUndefined();
    expect(new Set(listSynthSegRegions().map(({ label }) => label)).size).toBe(33);
  });
});
