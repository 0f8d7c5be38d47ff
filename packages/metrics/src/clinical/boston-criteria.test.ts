import { describe, expect, it } from "vitest";
import { bostonCriteria } from "./boston-criteria.js";

describe("bostonCriteria", () => {
  const base = { ageYears: 70, lobarMicrobleeds: 1, deepMicrobleeds: 0 } as const;
  it("counts a cerebellar focus as lobar only where that was chosen", () => {
    const findings = { ...base, cerebellarMicrobleeds: 1 };
    expect(bostonCriteria({ ...findings, cerebellarIs: "neither" }).category).toBe("possible");
    expect(bostonCriteria({ ...findings, cerebellarIs: "lobar" }).category).toBe("probable");
  });
  it("counts a lobar haemorrhage, and is not met without any finding", () => {
    expect(bostonCriteria({ ...base, lobarHaemorrhages: 1, cerebellarIs: "neither" }).category).toBe("probable");
    expect(bostonCriteria({ ...base, lobarMicrobleeds: 0, cerebellarIs: "neither" })).toEqual({
      category: "notMet",
      reason: "noFinding",
    });
  });
  it("starts at 50 years and refuses a negative count", () => {
    expect(bostonCriteria({ ...base, ageYears: 50, cerebellarIs: "neither" }).category).toBe("possible");
    expect(() => bostonCriteria({ ...base, deepMicrobleeds: -1, cerebellarIs: "neither" })).toThrow("deepMicrobleeds");
  });
});
