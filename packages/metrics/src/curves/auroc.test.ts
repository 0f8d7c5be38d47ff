import { describe, expect, it } from "vitest";
import { auroc } from "./auroc.js";

const positive = (score: number): { score: number; isPositive: boolean } => ({ score, isPositive: true });
const negative = (score: number): { score: number; isPositive: boolean } => ({ score, isPositive: false });

describe("auroc", () => {
  it("is the share of pairs in the right order, ties counting half", () => {
    expect(auroc([positive(3), negative(1), negative(4)])).toBe(0.5);
    expect(auroc([positive(3), positive(2), negative(2)])).toBe(0.75);
    expect(auroc([positive(1), negative(1)])).toBe(0.5);
  });
  it("is undefined without one of the classes and refuses NaN", () => {
    expect(auroc([positive(1)])).toBeNaN();
    expect(auroc([])).toBeNaN();
    expect(() => auroc([positive(Number.NaN), negative(1)])).toThrow("NaN");
  });
});
