import { describe, expect, it } from "vitest";
import { evaluateCase } from "../evaluation/evaluate-case.js";
import type { EvaluationCase } from "../evaluation-case.js";
import { getProtocol } from "../protocols/list-protocols.js";
import { filterByLocation } from "./filter-by-location.js";

const at = (x: number, location: string): EvaluationCase["reference"][number] => ({ centreMm: [x, 0, 0], location });
const scan: EvaluationCase = {
  id: "a",
  reference: [at(0, "Thalamus"), at(50, "Brainstem")],
  prediction: [at(1, "Brainstem"), at(51, "Brainstem")],
};

describe("filterByLocation", () => {
  it("makes one false positive and one miss of a pair whose labels differ", () => {
    const countsAt = (location: string): number[] => {
      const { result } = evaluateCase(filterByLocation(scan, [location]), getProtocol("centroid-3mm"));
      return [result.truePositives, result.falsePositives, result.falseNegatives];
    };
    expect(countsAt("Thalamus")).toEqual([0, 0, 1]);
    expect(countsAt("Brainstem")).toEqual([1, 1, 0]);
  });
  it("keeps several locations together and lesions without one never", () => {
    expect(filterByLocation(scan, ["Thalamus", "Brainstem"])).toBe(scan);
    const bare = { ...scan, prediction: [{ centreMm: [0, 0, 0] as const }] };
    expect(filterByLocation(bare, ["Thalamus"]).prediction).toEqual([]);
  });
});
