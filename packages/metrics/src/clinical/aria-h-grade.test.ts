import { describe, expect, it } from "vitest";
import { ariaHGrade } from "./aria-h-grade.js";

describe("ariaHGrade", () => {
  it("takes the worse of foci and siderosis", () => {
    expect(ariaHGrade({ newMicrohaemorrhages: 1, siderosisAreas: 3 })).toBe("severe");
    expect(ariaHGrade({ newMicrohaemorrhages: 10 })).toBe("severe");
    expect(ariaHGrade({ newMicrohaemorrhages: 0, siderosisAreas: 7 })).toBe("severe");
  });
  it("refuses counts that are none", () => {
    expect(() => ariaHGrade({ newMicrohaemorrhages: 1.5 })).toThrow("whole number");
    expect(() => ariaHGrade({ newMicrohaemorrhages: 1, siderosisAreas: -1 })).toThrow("siderosisAreas");
  });
});
